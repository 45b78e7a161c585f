"""The script of a room behind the interface of every store, so that the same tests run on it."""

from collections.abc import Sequence
from typing import Any

import pytest
import redis

from server.cluster.entries import Joined, Left
from server.cluster.keys import StoreKeys
from server.cluster.replica import Replica
from server.cluster.room_call import (
    Head,
    Operations,
    RoomReply,
    call,
    first_in,
    history_in,
)
from server.cluster.scripts import ROOM
from server.core.events import ChatMessage, History, PrivateMessage
from server.core.history_query import HistoryQuery
from server.core.people import People
from tests.server.support.store_kinds import HandClock


class ScriptStore:
    """A store of which every call is a batch of its own."""

    is_instant = False

    def __init__(self, client: redis.Redis, prefix: str, limit: int, clock: HandClock) -> None:
        self._client = client
        self._keys = StoreKeys(prefix)
        self._limit = limit
        self._clock = clock
        self._epoch = f"{clock()}-test"
        self._members: dict[tuple[str, str], list[str]] = {}

    def _run(self, room: str, operations: Operations, wants_people: bool = False) -> RoomReply:
        head = Head("test", self._epoch, self._limit, 2**28, 0, wants_people, self._clock())
        keys, arguments = call(self._keys, room, head, operations)
        reply: Any = self._client.eval(ROOM.text.decode(), len(keys), *keys, *arguments)
        return RoomReply.of(reply)

    def append(self, room: str, message: ChatMessage) -> ChatMessage | None:
        if isinstance(message, PrivateMessage):  # it needs somebody who receives it
            self._client.hset(self._keys.of_room(room)[4], f"x:{message.to}", "1")
        operations = Operations()
        operations.say("", message, "")
        reply = self._run(room, operations)
        if 1 in reply.answers:
            return first_in(reply.answers[1], message)
        message.sequence, message.at = reply.first, reply.at
        return message

    def append_all(self, room: str, messages: Sequence[ChatMessage]) -> None:
        operations = Operations()
        for message in messages:
            operations.say("", message, "")
        reply = self._run(room, operations)
        for number, message in enumerate(messages):
            message.sequence, message.at = reply.first + number, reply.at

    def is_repeated(self, room: str, message: ChatMessage) -> bool:
        pytest.skip("a shared store finds that out in the step that would keep the message")

    def first(self, room: str, message: ChatMessage) -> ChatMessage | None:
        pytest.skip("a shared store finds that out in the step that would keep the message")

    def read_history(self, room: str, query: HistoryQuery) -> History:
        operations = Operations()
        operations.read(query, False)
        return history_in(self._run(room, operations).answers[1], query, False)

    def enter(self, room: str, name: str) -> int:
        members = self._members.setdefault((room, name), [])
        members.append(f"test.{len(members)}{name}")
        operations = Operations()
        operations.join(Joined(members[-1], name, True, 0), "", "", ())
        self._run(room, operations)
        return len(self.here(room))

    def leave(self, room: str, name: str) -> int:
        members = self._members.get((room, name))
        if members:
            operations = Operations()
            operations.leave(Left(members.pop(), name, 0), "")
            self._run(room, operations)
        return len(self.here(room))

    def here(self, room: str) -> People:
        replica: Replica[str] = Replica()
        reply = self._run(room, Operations(), wants_people=True)
        replica.begin(reply.offset, reply.place, reply.people)
        return replica.presence.people()

    def commit(self) -> None:
        pass

    def close(self) -> None:
        pass
