"""A chat on websockets that gives each user a name of its own: Guest1, Guest2, …

FAULT=silent-leave or FAULT=one-name makes it faulty: see faults.toml.
"""

import asyncio
import itertools
import json
import os
from contextlib import suppress

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

FAULT = os.environ.get("FAULT")
queues: dict[ServerConnection, asyncio.Queue[str]] = {}
numbers = itertools.count(1)


def tell(frame: dict[str, str], but: ServerConnection | None = None) -> None:
    for guest, queue in queues.items():
        if guest is not but:
            queue.put_nowait(json.dumps(frame))


async def write(guest: ServerConnection, queue: asyncio.Queue[str]) -> None:
    with suppress(ConnectionClosed):
        while True:
            await guest.send(await queue.get())


async def chat(guest: ServerConnection) -> None:
    name = f"Guest{next(numbers)}"
    queues[guest] = queue = asyncio.Queue()
    queue.put_nowait(json.dumps({"type": "hello", "you": name}))
    tell({"type": "joined", "who": name}, but=guest)
    writer = asyncio.create_task(write(guest, queue))
    try:
        with suppress(ConnectionClosed):
            async for text in guest:
                who = "Guest1" if FAULT == "one-name" else name
                tell({"type": "said", "who": who, "text": json.loads(text)["text"]})
    finally:
        del queues[guest]
        if FAULT != "silent-leave":
            tell({"type": "left", "who": name})
        writer.cancel()


async def main() -> None:
    async with serve(chat, "127.0.0.1", int(os.environ["PORT"])):
        await asyncio.Future()


asyncio.run(main())
