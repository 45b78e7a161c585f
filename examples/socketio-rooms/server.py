"""A chat with rooms on python-socketio: clients add themselves with a name and a room.

They can whisper to somebody in their room, tell that they are typing, and ask who is there.
"""

import asyncio
import os
import random
import sys

import socketio
import uvicorn

FAULT = os.environ.get("FAULT", "")
server = socketio.AsyncServer(
    async_mode="asgi",
    async_handlers=FAULT == "overtaking",  # otherwise a client's events wait for each other
)
clients: dict[str, tuple[str, str]] = {}
"""The name and the room of each client."""


async def tell(room: str, event: str, content: dict[str, object], sender: str) -> None:
    everywhere = FAULT == "one-room"
    await server.emit(event, content, to=None if everywhere else room, skip_sid=sender)


def number_in(room: str) -> int:
    return sum(where == room for _, where in clients.values())


@server.on("add user")
async def add_user(client: str, content: dict[str, str]) -> None:
    name, room = content["name"], content["room"]
    clients[client] = name, room
    await server.enter_room(client, room)
    await server.emit("welcome", {"name": name}, to=client)
    await tell(room, "joined", {"name": name, "count": number_in(room)}, client)


@server.on("say")
async def say(client: str, text: str) -> None:
    if FAULT == "overtaking":
        await asyncio.sleep(random.random() / 100)
    if client in clients:
        name, room = clients[client]
        sender = "" if FAULT == "echo" else client
        await tell(room, "message", {"name": name, "text": text}, sender)


@server.on("whisper")
async def whisper(client: str, content: dict[str, str]) -> None:
    name, room = clients[client]
    told = {"from": name, "text": content["text"]}
    hearers = [each for each, known in clients.items() if known == (content["to"], room)]
    for hearer in [room] if FAULT == "open-whispers" else hearers:
        await server.emit("whispered", told, to=hearer)
    if not hearers:
        await server.emit("nobody", {"name": content["to"]}, to=client)


@server.on("typing")
async def typing(client: str) -> None:
    name, room = clients[client]
    await tell(room, "typing", {"name": name}, client)


@server.on("stop typing")
async def stop_typing(client: str) -> None:
    name, room = clients[client]
    if FAULT != "endless-typing":
        await tell(room, "stopped typing", {"name": name}, client)


@server.on("who")
async def who(client: str) -> None:
    _, room = clients[client]
    everywhere = FAULT == "everybody-listed"
    names = [name for name, where in clients.values() if everywhere or where == room]
    await server.emit("here", names, to=client)


@server.event
async def disconnect(client: str, reason: str) -> None:
    if client in clients:
        name, room = clients[client]
        before = number_in(room)
        del clients[client]
        count = before if FAULT == "counted-on" else number_in(room)
        await tell(room, "left", {"name": name, "count": count}, client)


if __name__ == "__main__":
    uvicorn.run(socketio.ASGIApp(server), port=int(sys.argv[1]), log_level="warning")
