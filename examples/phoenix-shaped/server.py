"""A chat on the wire of Phoenix Channels (serializer version 2), on the library websockets.

Each frame is an array: join_ref, ref, topic, event, payload. A client joins the topic of a room,
and gets its last messages as pushes, which carry the join_ref; a broadcast carries none. Every
client sends heartbeats; one that is silent for a minute is disconnected.

FAULT=history-as-news or FAULT=doubles makes it faulty: see faults.toml.
"""

import asyncio
import json
import os
import signal
import sys
from collections import defaultdict, deque
from typing import Any

from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.exceptions import ConnectionClosed

FAULT = os.environ.get("FAULT", "")
SILENCE = 60  # seconds without a frame, not even a heartbeat
members: dict[str, set[ServerConnection]] = defaultdict(set)  # by topic
history: dict[str, deque[object]] = defaultdict(lambda: deque(maxlen=20))  # payloads by topic


def push(sockets: set[ServerConnection], *frame: object) -> None:
    """Send a frame to clients."""
    broadcast(sockets, json.dumps(frame, ensure_ascii=False))


def receive(socket: ServerConnection, frame: list[Any]) -> None:
    """Handle a frame of a client."""
    join_ref, ref, topic, event, payload = frame
    match event:
        case "phx_join":
            push({socket}, join_ref, ref, topic, "phx_reply", {"status": "ok", "response": {}})
            for earlier in history[topic]:
                marked = None if FAULT == "history-as-news" else join_ref
                push({socket}, marked, None, topic, "shout", earlier)
            members[topic].add(socket)
        case "heartbeat":
            push({socket}, None, ref, topic, "phx_reply", {"status": "ok", "response": {}})
        case "shout" if socket in members[topic]:
            history[topic].append(payload)
            hearers = members[topic]
            if FAULT == "doubles" and payload["message"].endswith("?"):
                push(hearers, None, None, topic, event, payload)
            push(hearers, None, None, topic, event, payload)


async def talk(socket: ServerConnection) -> None:
    """Serve a client until it leaves or falls silent."""
    try:
        while True:
            receive(socket, json.loads(await asyncio.wait_for(socket.recv(), SILENCE)))
    except (ConnectionClosed, TimeoutError):
        pass
    finally:
        for sockets in members.values():
            sockets.discard(socket)


async def main() -> None:
    """Serve the port until SIGTERM."""
    async with serve(talk, "127.0.0.1", int(sys.argv[1])) as server:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, server.close)
        await server.wait_closed()


asyncio.run(main())
