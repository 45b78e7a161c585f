"""A chat on Starlette and uvicorn, in the style of their documentation."""

import json
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

sockets: set[WebSocket] = set()


async def chat(socket: WebSocket) -> None:
    """Send every message to everybody."""
    await socket.accept()
    name = socket.query_params.get("user", "Anonymous")
    sockets.add(socket)
    try:
        while True:
            text = await socket.receive_text()
            said = json.dumps({"sender": name, "content": text, "type": "message"})
            for other in set(sockets):
                await other.send_text(said)
    except WebSocketDisconnect:
        pass
    finally:
        sockets.discard(socket)


uvicorn.run(
    Starlette(routes=[WebSocketRoute("/chat", chat)]),
    host="127.0.0.1",
    port=int(sys.argv[1]),
    log_level="error",
    ws_per_message_deflate=False,
)
