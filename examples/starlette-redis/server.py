"""A chat on Starlette that runs on several servers: what is said on one goes through Redis to all.

Everything that happens is published, and each server tells it to its own users when it comes back:
so all of them have one order. A user is let in when the server hears of the own publication.
"""

import asyncio
import contextlib
import json
import os
import sys
import uuid
from collections.abc import AsyncIterator
from typing import Any

import uvicorn
from redis.asyncio import Redis
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

FAULT = os.environ.get("FAULT", "")
Frames = asyncio.Queue[dict[str, Any]]
redis = Redis.from_url(os.environ["REDIS"])
users: set[Frames] = set()
coming: dict[str, tuple[Frames, asyncio.Event]] = {}  # by the key of what they have published


def tell(frame: dict[str, Any]) -> None:
    for frames in users:
        frames.put_nowait(frame)


async def publish(frame: dict[str, Any], key: str = "") -> None:
    if FAULT in ("early", "twice", "alone") and "text" in frame:
        tell(frame)  # to the users of this server, at once
    if not (FAULT == "silent" and "left" in frame) and not (FAULT == "alone" and "text" in frame):
        await redis.publish("chat", json.dumps({"frame": frame, "key": key, "from": os.getpid()}))


async def listen(is_listening: asyncio.Event) -> None:
    async with redis.pubsub() as channel:
        await channel.subscribe("chat")
        async for message in channel.listen():
            is_listening.set()  # the first message confirms it
            if message["type"] == "message":
                hear(json.loads(message["data"]))


def hear(published: dict[str, Any]) -> None:
    if not (FAULT == "early" and published["from"] == os.getpid() and "text" in published["frame"]):
        tell(published["frame"])
    if published["key"] in coming:
        frames, is_in = coming.pop(published["key"])
        users.add(frames)
        is_in.set()


async def write(client: WebSocket, frames: Frames) -> None:
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):  # its reader notices as well
        while True:
            await client.send_json(await frames.get())


async def chat(client: WebSocket) -> None:
    name, key = client.query_params.get("user", ""), uuid.uuid4().hex
    frames, is_in = coming[key] = Frames(), asyncio.Event()
    await publish({"joined": name}, key)
    await is_in.wait()
    await client.accept()
    writer = asyncio.create_task(write(client, frames))
    try:
        while (message := await client.receive())["type"] != "websocket.disconnect":
            await publish({"user": name, "text": json.loads(message["text"])["text"]})
    finally:
        writer.cancel()
        users.discard(frames)
        await publish({"left": name})


@contextlib.asynccontextmanager
async def lifespan(_: Starlette) -> AsyncIterator[None]:
    is_listening = asyncio.Event()
    listener = asyncio.create_task(listen(is_listening))
    await is_listening.wait()
    yield
    listener.cancel()


app = Starlette(routes=[WebSocketRoute("/chat", chat)], lifespan=lifespan)

if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[1]), log_level="warning")
