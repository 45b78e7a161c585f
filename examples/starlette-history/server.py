"""A chat on Starlette that sends newcomers what was said before, marked as past."""

import asyncio
import json
import os
import sys
from collections import deque
from typing import Any
from urllib.parse import unquote

import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

FAULT = os.environ.get("FAULT", "")
clients: dict[WebSocket, asyncio.Queue[dict[str, Any]]] = {}
history: deque[dict[str, Any]] = deque(maxlen=20)


def earlier() -> list[dict[str, Any]]:
    frames = list(history)[1:] if FAULT == "one-short" else list(history)
    return frames[::-1] if FAULT == "backwards" else frames


def tell(frame: dict[str, Any]) -> None:
    for waiting in clients.values():
        waiting.put_nowait(frame)


async def write(client: WebSocket, waiting: asyncio.Queue[dict[str, Any]]) -> None:
    try:
        while True:
            await client.send_json(await waiting.get())
    except (WebSocketDisconnect, RuntimeError):
        pass  # the client has gone, which its reader notices as well


async def read(client: WebSocket) -> str:
    """Return what the client said. After a failed send, receive_text would read nothing more."""
    message = await client.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect
    return str(message["text"])


async def chat(client: WebSocket) -> None:
    name = client.query_params.get("user", "")
    if FAULT == "raw-names":
        name = unquote(client.url.query.partition("user=")[2].partition("&")[0])
    shown = name.lower() if FAULT == "lower-case" else name
    await client.accept()
    waiting: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    for frame in earlier():
        waiting.put_nowait(frame if FAULT == "unmarked" else {**frame, "past": True})
    waiting.put_nowait({"hello": name})
    tell({"joined": name})
    clients[client] = waiting
    writer = asyncio.create_task(write(client, waiting))
    try:
        while True:
            frame = {"user": shown, "text": json.loads(await read(client))["text"]}
            history.append(frame)
            tell(frame)
    except WebSocketDisconnect:
        pass
    finally:
        writer.cancel()
        del clients[client]
        tell({"left": name})


app = Starlette(routes=[WebSocketRoute("/chat", chat)])

if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[1]), log_level="warning")
