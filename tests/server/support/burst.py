"""People who talk as fast as they can to a server that is killed meanwhile, and what they read."""

import json
import threading
from collections.abc import Iterator
from typing import Any

import websocket

PATIENCE = 15.0  # seconds
IN_FLIGHT = 64  # messages that somebody has said and not heard yet
Heard = tuple[int, str]  # a message's id, and its text


def connected(address: str, name: str) -> websocket.WebSocket:
    return websocket.create_connection(
        f"{address}/chat?user={name}", subprotocols=["chat.events"], timeout=PATIENCE
    )


class Talker:
    """Says one number after the other until the line breaks; writes down all that it reads."""

    def __init__(self, address: str, name: str, enough: threading.Event, most: int) -> None:
        self.name = name
        self.heard: list[Heard] = []
        self.said = 0
        self._enough, self._most = enough, most
        self._line = connected(address, name)
        self._thread = threading.Thread(target=self._talk)

    def start(self) -> None:
        self._thread.start()

    def join(self) -> None:
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()
        self._line.close()

    def _talk(self) -> None:
        try:
            for _ in range(IN_FLIGHT):
                self._say()
            while True:
                self._read(json.loads(self._line.recv()))
        except (OSError, websocket.WebSocketException, ValueError):
            self._enough.set()  # the line is broken, as was to be expected

    def _say(self) -> None:
        self._line.send(message(self.name, self.said))
        self.said += 1

    def _read(self, frame: dict[str, Any]) -> None:
        if frame["type"] != "message":
            return
        self.heard.append((int(frame["id"]), frame["content"]))
        if frame["nickname"] == self.name:
            self._say()
        if len(self.heard) >= self._most:
            self._enough.set()


def message(name: str, number: int) -> str:
    """Return the texts of ``name``; repeating one sends the same message."""
    return json.dumps(
        {"type": "message", "content": f"{name} {number}", "client_id": f"c-{number}"}
    )


def say_again(address: str, talker: Talker) -> None:
    """Says the last numbers once more, as one does who cannot know whether they arrived."""
    line = connected(address, talker.name)
    for number in range(max(0, talker.said - 2 * IN_FLIGHT), talker.said):
        line.send(message(talker.name, number))
    line.send(json.dumps({"type": "ping", "nonce": "done"}))
    while json.loads(line.recv())["type"] != "pong":
        pass
    line.close()


def history(address: str) -> list[Heard]:
    """Return the whole history of the server, oldest first."""
    line = connected(address, "Historian")
    pages: list[list[Heard]] = []
    ask: dict[str, object] = {"type": "history", "limit": 1_000}
    first = next(frame for frame in frames(line) if frame["type"] == "history")
    assert first["complete"] is True
    while not pages or pages[-1]:
        line.send(json.dumps(ask))
        frame = next(frame for frame in frames(line) if frame["type"] == "history")
        pages.append([(int(each["id"]), each["content"]) for each in frame["messages"]])
        if pages[-1]:
            ask["before"] = str(pages[-1][0][0])
    line.close()
    return [heard for page in reversed(pages) for heard in page]


def frames(line: websocket.WebSocket) -> Iterator[dict[str, Any]]:
    while True:
        yield json.loads(line.recv())
