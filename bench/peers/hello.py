"""The least that can be served with aiohttp, to see how much of a start is aiohttp's own."""

import sys

from aiohttp import web


async def hello(_request: web.Request) -> web.Response:
    """One word."""
    return web.Response(text="hello")


app = web.Application()
app.router.add_get("/", hello)
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
