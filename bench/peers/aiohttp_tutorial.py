"""A chat in the style of aiohttp's documentation: a set of sockets, each send awaited in a loop."""

import json
import sys

import uvloop
from aiohttp import WSMsgType, web

SOCKETS = web.AppKey("sockets", set[web.WebSocketResponse])


async def chat(request: web.Request) -> web.WebSocketResponse:
    """Send every message to everybody."""
    name = request.query.get("user", "Anonymous")
    sockets = request.app[SOCKETS]
    socket = web.WebSocketResponse(compress=False)
    await socket.prepare(request)
    sockets.add(socket)
    try:
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                said = json.dumps({"sender": name, "content": message.data, "type": "message"})
                for other in set(sockets):
                    await other.send_str(said)
    finally:
        sockets.discard(socket)
    return socket


app = web.Application()
app[SOCKETS] = set()
app.router.add_get("/chat", chat)
uvloop.install()
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
