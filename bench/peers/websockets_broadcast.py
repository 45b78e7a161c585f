"""A chat on the ``websockets`` library, with the ``broadcast()`` of its documentation."""

import asyncio
import json
import sys
from urllib.parse import parse_qs, urlsplit

import uvloop
from websockets.asyncio.server import ServerConnection, broadcast, serve

connections: set[ServerConnection] = set()


async def chat(connection: ServerConnection) -> None:
    """Send every message to everybody."""
    assert connection.request is not None
    (name,) = parse_qs(urlsplit(connection.request.path).query).get("user", ["Anonymous"])
    connections.add(connection)
    try:
        async for text in connection:
            said = json.dumps({"sender": name, "content": text, "type": "message"})
            broadcast(connections, said)
    finally:
        connections.remove(connection)


async def main() -> None:
    """Serve for ever."""
    async with serve(chat, "127.0.0.1", int(sys.argv[1]), compression=None):
        await asyncio.get_running_loop().create_future()


uvloop.run(main())
