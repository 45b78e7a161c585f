"""A chat with a page of its own, on Starlette: the page and the WebSocket are judged alike."""

import asyncio
import os
import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

PAGE = Path(__file__).with_name("page.html").read_text("utf-8")
readers: set[asyncio.Queue[dict[str, str]]] = set()


def tell(**news: str) -> None:
    for each in readers:
        each.put_nowait(news)


async def write(socket: WebSocket, news: asyncio.Queue[dict[str, str]]) -> None:
    try:
        while True:
            await socket.send_json(await news.get())
    except (WebSocketDisconnect, RuntimeError):
        pass  # whoever has gone is noticed by the reader as well


async def page(request: Request) -> HTMLResponse:
    return HTMLResponse(PAGE.replace("{fault}", os.environ.get("FAULT", "")))


async def chat(socket: WebSocket) -> None:
    name = socket.query_params["name"]
    await socket.accept()
    news: asyncio.Queue[dict[str, str]] = asyncio.Queue()
    news.put_nowait({"kind": "welcome"})
    tell(kind="in", name=name)
    readers.add(news)
    writer = asyncio.create_task(write(socket, news))
    try:
        while (message := await socket.receive())["type"] != "websocket.disconnect":
            tell(kind="said", name=name, text=str(message["text"]))
    finally:
        writer.cancel()
        readers.discard(news)
        tell(kind="out", name=name)


routes = [Route("/", page), WebSocketRoute("/socket", chat)]

if __name__ == "__main__":
    uvicorn.run(Starlette(routes=routes), port=int(sys.argv[1]), log_level="warning")
