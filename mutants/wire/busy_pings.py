"""Faulty servers that answer pings only when nothing else is going on."""

from collections.abc import Callable

from mutants.patch import Patch
from mutants.registry import mutant
from server.chat.client import Client
from server.chat.service import ChatService
from server.core.effects import Effect
from server.ws import frames
from server.ws.connection import Connection
from server.ws.frame_reader import FrameReader
from server.ws.frames import PING, Close, Incoming, Ping, Pong, ProtocolViolation

Control = Ping | Pong | Close | ProtocolViolation


def answer_only(patch: Patch, is_answered: Callable[[Connection, Ping], bool]) -> None:
    """Answer a ping on a connection only if it ``is_answered``."""
    sound = Connection.receive_control

    def receive_control(self: Connection, item: Control) -> None:
        if not isinstance(item, Ping) or is_answered(self, item):
            sound(self, item)

    patch.replace(Connection, "receive_control", receive_control)


def joined_connections(patch: Patch) -> set[Connection]:
    """Return a set that grows by each connection that joins."""
    joined: set[Connection] = set()
    join = ChatService.join

    def remember(self: ChatService, client: Client, name: str) -> list[Effect[Client]]:
        joined.add(client.connection)
        return join(self, client, name)

    patch.replace(ChatService, "join", remember)
    return joined


@mutant("Pings of connections that have not joined are not answered.")
def pings_before_joining_not_answered(patch: Patch) -> None:
    joined = joined_connections(patch)
    answer_only(patch, lambda connection, _ping: connection in joined)


@mutant("Pings of users who have joined are not answered.")
def pings_after_joining_not_answered(patch: Patch) -> None:
    joined = joined_connections(patch)
    answer_only(patch, lambda connection, _ping: connection not in joined)


@mutant("Empty pings are not answered.")
def empty_pings_not_answered(patch: Patch) -> None:
    answer_only(patch, lambda _connection, ping: bool(ping.payload))


@mutant("Pings of 125 bytes are not answered.")
def longest_pings_not_answered(patch: Patch) -> None:
    answer_only(patch, lambda _connection, ping: len(ping.payload) < frames.MAX_CONTROL_PAYLOAD)


@mutant("Pings in the middle of a fragmented message are not answered.")
def pings_in_a_message_not_answered(patch: Patch) -> None:
    sound = FrameReader.take_frame

    def take_frame(
        self: FrameReader, opcode: int, final: bool, payload: bytes, incoming: list[Incoming]
    ) -> None:
        if opcode != PING or self.message is None:
            sound(self, opcode, final, payload, incoming)

    patch.replace(FrameReader, "take_frame", take_frame)


@mutant("A ping in the middle of a fragmented message makes the server forget its beginning.")
def ping_ends_the_message(patch: Patch) -> None:
    sound = FrameReader.take_frame

    def take_frame(
        self: FrameReader, opcode: int, final: bool, payload: bytes, incoming: list[Incoming]
    ) -> None:
        if opcode == PING and self.message is not None:
            self.message = type(self.message)(frames.TEXT)
        sound(self, opcode, final, payload, incoming)

    patch.replace(FrameReader, "take_frame", take_frame)


def change_incoming(patch: Patch, change: Callable[[list[Incoming]], list[Incoming]]) -> None:
    """Process ``change(items)`` instead of the items that arrived at once."""
    sound = FrameReader.feed
    patch.replace(FrameReader, "feed", lambda self, data: change(sound(self, data)))


@mutant("Of several pings that arrive at once, only the first is answered.")
def first_ping_alone_answered(patch: Patch) -> None:
    def change(items: list[Incoming]) -> list[Incoming]:
        pings = [item for item in items if isinstance(item, Ping)]
        return [item for item in items if not isinstance(item, Ping)] + [*pings[:1]]

    change_incoming(patch, change)


@mutant("Pings that arrive at once are answered in the opposite order.")
def pings_answered_in_reverse(patch: Patch) -> None:
    def change(items: list[Incoming]) -> list[Incoming]:
        are_pings = all(isinstance(item, Ping) for item in items)
        return items[::-1] if are_pings else items

    change_incoming(patch, change)


@mutant("A pong that answers no ping is answered with a pong.")
def pongs_answered(patch: Patch) -> None:
    def change(items: list[Incoming]) -> list[Incoming]:
        return [Ping(item.payload) if isinstance(item, Pong) else item for item in items]

    change_incoming(patch, change)


@mutant("A pong that answers no ping closes the connection.")
def pongs_close_the_connection(patch: Patch) -> None:
    def change(items: list[Incoming]) -> list[Incoming]:
        return [
            Close(1002, "") if isinstance(item, Pong) and item.payload else item for item in items
        ]

    change_incoming(patch, change)
