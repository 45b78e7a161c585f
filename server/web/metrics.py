"""``GET /metrics``: the counters in the text format of Prometheus."""

import asyncio
from importlib import import_module

from aiohttp import web

from server.chat.service import CHAT
from server.ws.handshake import HANDSHAKE_REJECTIONS
from server.ws.upgrade import CONNECTIONS

_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


async def metrics(request: web.Request) -> web.Response:
    """Answer with all metrics, taken at one moment."""
    # The client library takes longer to import than the whole server to start. Only the first
    # request for the metrics waits for it; chat connections do not.
    await asyncio.to_thread(import_module, "prometheus_client")
    from server.web.prometheus import exposition

    handshake_rejections = request.app[HANDSHAKE_REJECTIONS]
    body = exposition(request.app[CHAT], request.app[CONNECTIONS], handshake_rejections)
    return web.Response(
        body=body, headers={"Content-Type": _CONTENT_TYPE, "Cache-Control": "no-store"}
    )
