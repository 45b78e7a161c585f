"""A chat in plain text on the library websockets: the first frame is the name."""

import asyncio
import os
import sys

from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.exceptions import ConnectionClosed

FAULT = os.environ.get("FAULT", "")
clients: dict[str, ServerConnection] = {}


async def chat(client: ServerConnection) -> None:
    name = str(await client.recv())
    if name in clients:
        await client.send("Username already taken.")
        return
    clients[name] = client
    broadcast(clients.values(), f"{name} joined.")
    try:
        async for text in client:
            others = [each for each in clients.values() if each is not client]
            broadcast(others if FAULT == "no-echo" else clients.values(), f"{name}: {text}")
    except ConnectionClosed:
        if FAULT == "only-clean-leaving":
            return
    finally:
        del clients[name]
    broadcast(clients.values(), f"{name} left.")


async def main() -> None:
    async with serve(chat, "127.0.0.1", int(sys.argv[1])):
        await asyncio.Future()


if __name__ == "__main__":
    asyncio.run(main())
