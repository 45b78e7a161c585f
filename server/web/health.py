"""``GET /health``: readiness for load balancers."""

from aiohttp import web

from server.chat.service import CHAT
from server.ws.upgrade import CONNECTIONS


async def health(request: web.Request) -> web.Response:
    """Answer whether the server accepts new connections."""
    if request.app[CONNECTIONS].is_draining:
        return web.json_response({"status": "draining"}, status=503)
    if not request.app[CHAT].sequencer.is_well:
        return web.json_response({"status": "storage unavailable"}, status=503)
    return web.json_response({"status": "ok"})
