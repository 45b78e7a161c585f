"""Faulty servers that ``features/trouble/stuck_users.feature`` must catch."""

import asyncio
from collections.abc import Callable
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.connection_end import end_unnoticed
from mutants.seams.delivery import Apply, deliver_with
from mutants.seams.messages import deliver_only_to
from mutants.seams.namesakes import others_of
from server.chat.client import Client
from server.chat.service import ChatService
from server.core.effects import Effect, SendToOthers, SendToSome, Subscribe, Unsubscribe
from server.core.events import PrivateMessage
from server.core.room import Room
from server.dialects.base import Dialect
from server.dialects.envelope import ENVELOPE
from server.dialects.events import EVENTS
from server.ws.close_codes import CloseCode
from server.ws.connection import Connection

Cut = Callable[[Connection, int, str], None]


def _cut_with(patch: Patch, cut: Callable[[Connection, int, str, Cut], None]) -> None:
    """Close the connection of a slow reader with ``cut(connection, code, reason, sound)``."""
    sound = Connection.close_now

    def close_now(self: Connection, code: int, reason: str) -> None:
        if code == CloseCode.TRY_AGAIN_LATER:
            cut(self, code, reason, sound)
        else:
            sound(self, code, reason)

    patch.replace(Connection, "close_now", close_now)


def _clients(patch: Patch) -> dict[Connection, Client]:
    """Return the clients that have joined, by their connections."""
    found: dict[Connection, Client] = {}
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: Any) -> list[Effect[Any]]:
        found[member.connection] = member
        return sound(self, member, join_options)

    patch.replace(Room, "join", join)
    return found


def _unnoticed_in(patch: Patch, dialect: Dialect) -> None:
    """Cut slow readers of one dialect without announcing it."""
    clients = _clients(patch)

    def cut(connection: Connection, code: int, reason: str, sound: Cut) -> None:
        client = clients.get(connection)
        if client is not None and client.dialect is dialect:
            end_unnoticed(connection)
        sound(connection, code, reason)

    _cut_with(patch, cut)


@mutant("A slow client of the events dialect is cut off, but its user's leave is not announced.")
def slow_reader_of_events_unannounced(patch: Patch) -> None:
    _unnoticed_in(patch, EVENTS)


@mutant("A slow client of the envelope dialect is cut off, but its user's leave is not announced.")
def slow_reader_of_envelope_unannounced(patch: Patch) -> None:
    _unnoticed_in(patch, ENVELOPE)


@mutant("Of several slow clients, only the first is cut off and announced.")
def second_slow_reader_unannounced(patch: Patch) -> None:
    seen: list[Connection] = []

    def cut(connection: Connection, code: int, reason: str, sound: Cut) -> None:
        seen.append(connection)
        if connection is not seen[0]:
            end_unnoticed(connection)
        sound(connection, code, reason)

    _cut_with(patch, cut)


@mutant("A slow client is cut off together with all other connections of its user.")
def slow_reader_takes_other_connections_along(patch: Patch) -> None:
    clients = _clients(patch)

    def cut(connection: Connection, code: int, reason: str, sound: Cut) -> None:
        for other in others_of(clients[connection]):
            other.connection.close(CloseCode.NORMAL)
        sound(connection, code, reason)

    _cut_with(patch, cut)


def _size(connection: Connection) -> int:
    """Return the number of bytes that wait for a client that does not read."""
    queue = connection.send_queue
    return queue.waiting_size if queue.is_open else 0


def _is_held_up(chat: ChatService, room: str) -> bool:
    """Return True if a client of ``room`` does not read."""
    members = chat.rooms[room].members if room in chat.rooms else {}
    return any(_size(client.connection) > 0 for client in members)


def _wait_for_readers(patch: Patch, is_delayed: Callable[[Effect[Any]], bool]) -> None:
    """Apply some effects only when every client of the room has read everything."""

    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        def later() -> None:
            if _is_held_up(chat, room):
                asyncio.get_running_loop().call_later(0.01, later)
            else:
                sound(room, effect)

        if is_delayed(effect):
            later()
        else:
            sound(room, effect)

    deliver_with(patch, apply)


@mutant("While a client does not read, no join is announced.")
def joins_wait_for_stuck_readers(patch: Patch) -> None:
    _wait_for_readers(patch, lambda effect: isinstance(effect, Subscribe))


@mutant("While a client does not read, no leave is announced.")
def leaves_wait_for_stuck_readers(patch: Patch) -> None:
    _wait_for_readers(patch, lambda effect: isinstance(effect, Unsubscribe))


@mutant("While a client does not read, no typing is announced.")
def typing_waits_for_stuck_readers(patch: Patch) -> None:
    _wait_for_readers(patch, lambda effect: isinstance(effect, SendToOthers))


@mutant("While a client does not read, no private message is delivered.")
def private_messages_wait_for_stuck_readers(patch: Patch) -> None:
    _wait_for_readers(
        patch,
        lambda effect: isinstance(effect, SendToSome) and isinstance(effect.event, PrivateMessage),
    )


@mutant("A client that does not read can send nothing.")
def stuck_readers_are_not_heard(patch: Patch) -> None:
    sound = ChatService.receive_all

    def receive_all(self: ChatService, client: Client, texts: list[str]) -> None:
        if _size(client.connection) == 0:
            sound(self, client, texts)

    patch.replace(ChatService, "receive_all", receive_all)


@mutant("A client that does not read misses messages, even if there is space for them.")
def stuck_readers_miss_messages(patch: Patch) -> None:
    deliver_only_to(lambda _sender, clients: [one for one in clients if _size(one.connection) == 0])


@mutant("A private message to a client that does not read is dropped.")
def stuck_readers_miss_private_messages(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        match effect:
            case SendToSome(PrivateMessage() as private, clients):
                awake = tuple(c for c in clients if _size(c.connection) == 0)
                sound(room, SendToSome(private, awake))
            case _:
                sound(room, effect)

    deliver_with(patch, apply)


@mutant("A slow client that was typing is cut off, but its typing does not end.")
def typing_of_slow_readers_does_not_end(patch: Patch) -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        if member.connection.close_code == CloseCode.TRY_AGAIN_LATER:
            self.typing_until.pop(member, None)
        return sound(self, member)

    patch.replace(Room, "leave", leave)
