"""The protocol as AsyncAPI 3: ``GET /asyncapi.json``, and ``python -m server.asyncapi``."""

import json
from functools import cache

from aiohttp import web


async def asyncapi(_request: web.Request) -> web.Response:
    """``GET /asyncapi.json``: answer with the protocol document."""
    headers = {"Cache-Control": "no-cache"}
    return web.Response(body=as_json(), content_type="application/json", headers=headers)


@cache
def as_json() -> bytes:
    """Return the document as it is served and kept in ``docs/``; built on the first request."""
    from server.asyncapi.document import (
        document,
    )  # imported here, because most starts never need it

    return (json.dumps(document(), indent=1, ensure_ascii=False) + "\n").encode()
