"""A chat on the wire of SignalR's JSON protocol, on the library websockets.

Each message ends with the character 0x1E. A client greets with the name of the protocol, and is
answered with an empty object; then both sides invoke methods of each other (type 1) and show that
they are there (type 6).

FAULT=no-end or FAULT=loses-capitals makes it faulty: see faults.toml.
"""

import asyncio
import json
import os
import signal
import sys

from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.exceptions import ConnectionClosed

FAULT = os.environ.get("FAULT", "")
END = "\x1e"
PING, INVOCATION = 6, 1
PING_EVERY = 15  # seconds
clients: set[ServerConnection] = set()


def send(sockets: set[ServerConnection], message: dict[str, object]) -> None:
    """Send a message to clients, with the character behind it."""
    text = json.dumps(message, ensure_ascii=False)
    is_ended = FAULT != "no-end" or len(text) < 1_000
    broadcast(sockets, text + END if is_ended else text)


def receive(message: dict[str, object]) -> None:
    """Handle a message of a client."""
    if message["type"] == INVOCATION and message["target"] == "SendMessage":
        user, text = message["arguments"]
        if FAULT == "loses-capitals":
            text = text.lower()
        send(clients, {"type": INVOCATION, "target": "ReceiveMessage", "arguments": [user, text]})


async def ping(socket: ServerConnection) -> None:
    """Show the client that the server is there, as long as it is connected."""
    while True:
        await asyncio.sleep(PING_EVERY)
        send({socket}, {"type": PING})


async def talk(socket: ServerConnection) -> None:
    """Let a client in, and serve it until it leaves."""
    pinging = asyncio.create_task(ping(socket))
    try:
        greeting = json.loads((await socket.recv()).rstrip(END))
        if greeting.get("protocol") != "json":
            return send({socket}, {"error": "The protocol is not supported."})
        send({socket}, {})
        clients.add(socket)
        async for frame in socket:
            messages = frame.split(END)[:-1]
            for message in messages[:1] if FAULT == "first-only" else messages:
                receive(json.loads(message))
    except ConnectionClosed:
        pass
    finally:
        pinging.cancel()
        clients.discard(socket)


async def main() -> None:
    """Serve the port until SIGTERM."""
    async with serve(talk, "127.0.0.1", int(sys.argv[1])) as server:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, server.close)
        await server.wait_closed()


asyncio.run(main())
