"""The smallest aiohttp server: it shows how much of a start is aiohttp's own."""

import sys

from aiohttp import web


async def hello(_request: web.Request) -> web.Response:
    """Answer with one word."""
    return web.Response(text="hello")


app = web.Application()
app.router.add_get("/", hello)
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
