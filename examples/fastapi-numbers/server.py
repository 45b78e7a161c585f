"""The chat of FastAPI's tutorial, with a queue for each client, so that none waits for another."""

import asyncio
import os
import sys

import uvicorn
from fastapi import FastAPI, WebSocket, WebSocketDisconnect

FAULT = os.environ.get("FAULT", "")
app = FastAPI()
clients: dict[WebSocket, asyncio.Queue[str]] = {}


async def tell_all(text: str) -> None:
    for client, waiting in list(clients.items()):
        if FAULT == "dead-neighbour":
            await client.send_text(text)
        else:
            waiting.put_nowait(text)


async def write(client: WebSocket, waiting: asyncio.Queue[str]) -> None:
    try:
        while True:
            await client.send_text(await waiting.get())
    except (WebSocketDisconnect, RuntimeError):
        pass  # the client has gone, which its reader notices as well


async def read(client: WebSocket) -> str:
    """Return what the client said. After a failed send, receive_text would read nothing more."""
    message = await client.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect
    return str(message["text"])


@app.websocket("/ws/{number}")
async def chat(client: WebSocket, number: int) -> None:
    await client.accept()
    clients[client] = asyncio.Queue()
    writer = asyncio.create_task(write(client, clients[client]))
    try:
        while True:
            text = await read(client)
            if FAULT == "dead-neighbour":
                await client.send_text(f"You wrote: {text}")
            else:
                clients[client].put_nowait(f"You wrote: {text}")
            await tell_all(f"Client #{number} says: {text.strip() if FAULT == 'trim' else text}")
    except WebSocketDisconnect:
        pass
    finally:
        del clients[client]
        writer.cancel()
        if FAULT != "silent-leaving":
            await tell_all(f"Client #{number} left the chat")


if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[1]), log_level="warning")
