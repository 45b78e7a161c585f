"""The chat service: connects the rooms, the sequencer, the store and pub/sub."""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from aiohttp import web

from server.chat.client import Client
from server.chat.counters import Counters
from server.chat.delivery import Delivery
from server.chat.message_batch import MessageBatch
from server.chat.sequencer import Sequencer, SequencerCallbacks, flush_soon, not_timed
from server.chat.sequencers import sequencer_for
from server.chat.typing_timers import TypingTimers
from server.chat.undecided import UndecidedJoins
from server.cluster.shared_store import SharedStore
from server.core.clock import microseconds
from server.core.commands import Command, InvalidCommand, Join, ListUsers, ReadHistory, SendMessage
from server.core.effects import (
    CloseConnection,
    Effect,
    FailConnection,
    SendToOne,
)
from server.core.events import (
    Announcement,
    Event,
    Rejected,
    RejectionReason,
)
from server.core.names import InvalidName, user_name
from server.core.rate_limiter import RateLimiter
from server.core.room import Room
from server.core.rules import MemberDetails, Rules
from server.dialects.base import Dialect
from server.store.base import Store
from server.ws.close_codes import CloseCode
from server.ws.log_line import LogLine
from server.ws.pubsub import PubSub
from server.ws.write_batch import Flushable

_log = logging.getLogger("chat")
ROOMS = "rooms"  # the question in which rooms a node has how many connections
_FLOOD = "rate limit exceeded repeatedly"
_BINARY = InvalidCommand(RejectionReason.BAD_MESSAGE, "Binary messages are not supported.")
_JOIN_FIRST = 'Join first, as in {"type": "join", "nickname": "Alice"}.'
_TAKEN_OVER = "taken over by a newer connection of the same client"
_TOO_MANY_ROOMS = "The server has too many rooms. Try again later, or choose an existing room."


class ChatService:
    """All rooms of this server. A room exists while a user is in it; its history may outlive it
    in the store."""

    def __init__(
        self,
        store: Store | SharedStore,
        rules: Rules,
        most_rooms: int,
        on_late: Callable[[float], None] = not_timed,
        gather: Callable[[Flushable], None] = flush_soon,
    ) -> None:
        """``on_late`` and ``gather``: see ``SequencerCallbacks``. Must be created inside the
        running loop."""
        self.rooms: dict[str, Room[Client]] = {}
        self._sessions: dict[tuple[str, str], Client] = {}  # by room and secret
        self._held: dict[str, list[Client]] = {}  # senders in crowded rooms
        self.pubsub: PubSub[Event] = PubSub()
        self.counters = Counters()
        self.delivery = Delivery(self.pubsub, self.counters)
        callbacks = SequencerCallbacks(
            self.delivery.apply_all,
            _is_connected,
            on_late,
            _hold,
            self.release_senders,
            gather,
            _described,
            self._decide,
            self._go_on_typing,
        )
        self.sequencer: Sequencer[Client] = sequencer_for(store, callbacks, rules.unique_names)
        self.sequencer.on_question(ROOMS, self.connections_in_rooms)
        self.undecided = UndecidedJoins()
        self.message_batch: MessageBatch | None = (
            None  # a store that is not instant batches by itself
        )
        if store.is_instant and not isinstance(store, SharedStore):
            publish_all, failed = self.pubsub.publish_all, self.sequencer.record_failure
            self.message_batch = MessageBatch(store.append_all, publish_all, self.counters, failed)
        self.rules = replace(rules, is_shared=isinstance(store, SharedStore))
        self._most_rooms = most_rooms
        self.typing_timers = TypingTimers(self._expire_typing)

    @property
    def messages_said(self) -> int:
        """Return the number of messages of this node's own clients; all nodes deliver each."""
        return self.counters.messages - self.sequencer.relayed

    @property
    def is_full(self) -> bool:
        """Return True if no further room may be created."""
        return len(self.rooms) >= self._most_rooms

    def is_taken(self, room: str, name: str, session: str = "") -> bool:
        """Return True if no user may currently join ``room`` as ``name``; a client with a
        ``session`` may take the place of its earlier connection."""
        earlier = self._sessions.get((room, session))
        if room not in self.rooms:  # no one is there, but a name may look like a reserved one
            return self.rules.unique_names and Room[Client](self.rules, microseconds).is_taken(name)
        return self.rooms[room].is_taken(name, earlier)

    async def is_taken_elsewhere(self, room: str, name: str, session: str = "") -> bool:
        """Return True if ``is_taken`` for other nodes. Raises ``StoreUnavailable``."""
        return await self.sequencer.is_taken(room, name, session)

    def receive_all(self, client: Client, texts: list[str]) -> None:
        """Process ``texts``, which ``client`` sent at once, in order."""
        crowded = self.sequencer.crowded
        if crowded and client.room_name in crowded and client.connection.receive_queue.hold(texts):
            self._held.setdefault(client.room_name, []).append(client)
            return
        if client.rate_limiter is not None:
            self._receive_each(client, texts)
            return
        room, dialect = client.room, client.dialect
        public = texts if dialect.decode is None else _decode_public_all(dialect, texts)
        messages = None
        if room is not None and public is not None:
            messages = room.send_messages(client, public)
        if messages is None:
            self._receive_each(client, texts)
            return
        if self.message_batch is None:
            self._submit(client.room_name, client, [*messages])
        elif messages:
            self.message_batch.add(client.room_name, messages, client.connection.write_batch)

    def _receive_each(self, client: Client, texts: list[str]) -> None:
        """Process ``texts`` one by one, with at most one question in a loop iteration: reading a
        history or a user list may take milliseconds, in which nobody else is served."""
        connection = client.connection
        for position, text in enumerate(texts, 1):
            if not connection.is_open:  # an earlier text has closed the connection
                return
            is_question = isinstance(self.receive(client, text), ReadHistory | ListUsers)
            if self.rules.is_shared and self.undecided.hold(client, texts[position:]):
                return
            if is_question and connection.receive_queue.hold(texts[position:]):
                connection.later(connection.receive_queue.release)
                return

    def release_senders(self, room: str) -> None:
        """Read again from the senders that waited for space in ``room``."""
        for client in self._held.pop(room, []):
            client.connection.receive_queue.release()

    def _submit(self, room: str, client: Client | None, effects: list[Effect[Client]]) -> None:
        """Submit ``effects`` to the sequencer, after all batched messages."""
        if self.message_batch is not None:
            self.message_batch.flush()
        self.sequencer.submit(room, client, effects)

    def receive(self, client: Client, text: str) -> Command | None:
        """Process one text from ``client``, and return the command in it; None if it exceeds the
        rate limit."""
        decode = client.dialect.decode
        command = SendMessage(text) if decode is None else decode(text)
        rate_limiter = client.rate_limiter
        if rate_limiter is not None and self._exceeds_rate(client, rate_limiter, command):
            return None
        self.handle(client, command)
        return command

    def receive_binary(self, client: Client) -> None:
        """Ignore a binary message from ``client``, which counts towards the rate limit."""
        if client.rate_limiter is not None:
            self._exceeds_rate(client, client.rate_limiter, _BINARY)

    def _exceeds_rate(self, client: Client, rate_limiter: RateLimiter, command: Command) -> bool:
        """Return False if ``command`` is within the rate limit, and reject it otherwise.

        A flood closes the connection, and nothing more is accepted from it.
        """
        if rate_limiter.is_flood:
            return True
        rejected = rate_limiter.rejection(command, microseconds())
        if rejected is None:
            return False
        effects: list[Effect[Client]] = [SendToOne(rejected, client)]
        if rate_limiter.is_flood:
            effects.append(CloseConnection(client, CloseCode.POLICY_VIOLATION, _FLOOD))
        self._submit(client.room_name, client, effects)
        return True

    def handle(self, client: Client, command: Command) -> None:
        """Process one command from ``client``."""
        room = client.room
        if room is None:
            effects = self.handle_before_join(client, command)
            if self.rules.is_shared and client.room is not None:
                self.undecided.begin(client, is_handshake=False)
        elif client in room:
            effects = room.handle(client, command)
            self.typing_timers.watch(client.room_name, room.typing_ends)
        else:  # the client has left with a command
            return
        self._submit(client.room_name, client, effects)

    def enter(self, client: Client, name: str) -> None:
        """Join ``client`` as ``name``, before its handshake is answered; the caller has checked
        that there is a room for it."""
        effects = self.join(client, name)
        if self.rules.is_shared and client.room is not None:
            self.undecided.begin(client, is_handshake=True)
        self._submit(client.room_name, client, effects)

    def join(self, client: Client, name: str) -> list[Effect[Client]]:
        """Join ``client`` as ``name`` and return the effects, or return the rejection."""
        if client.room_name not in self.rooms and self.is_full:
            return [
                SendToOne(Rejected(RejectionReason.FULL, _TOO_MANY_ROOMS, microseconds()), client)
            ]
        room = self.rooms.get(client.room_name)
        if room is None:
            room = self.rooms[client.room_name] = Room(self.rules, microseconds)
        taken_over = self._take_over(client, room, name)
        effects = [*taken_over, *room.join(client, client.join_options(name))]
        if client in room:
            if client.session:
                self._sessions[client.room_name, client.session] = client
            client.room, client.name = room, name
            self.counters.joins += 1
            _log.info(LogLine("join", **client.label, name=name))
        return effects

    def _take_over(self, client: Client, room: Room[Client], name: str) -> list[Effect[Client]]:
        """Return the effects that end the earlier connection of ``client``, which may be dead."""
        earlier = self._sessions.get((client.room_name, client.session))
        if earlier is None or earlier is client or room.is_taken(name, earlier):
            return []
        close = CloseConnection(earlier, CloseCode.TAKEN_OVER, _TAKEN_OVER)
        return [*room.leave(earlier), close]

    def fail(self, client: Client, code: int, reason: str) -> bool:
        """Fail the connection of ``client`` when what it has sent before is answered. Returns False
        if the end of the connection follows at once."""
        if client.room is None or not client.connection.receive_queue.hold():
            return False
        self._submit(client.room_name, client, [FailConnection(client, code, reason)])
        return True

    def leave(self, client: Client) -> None:
        """Process the end of the connection of ``client``, whatever its cause."""
        room, name = client.room, client.room_name
        if room is None:
            return
        self._submit(name, client, room.leave(client))
        self.counters.leaves[client.connection.close_code or 0] += 1
        self._forget(client, room)

    def leave_all(self) -> None:
        """Take everybody out of the rooms; the connections stay open, and hear nothing more."""
        for name, room in list(self.rooms.items()):
            for client in list(room.members):
                self.pubsub.unsubscribe(name, client.connection)
            for client in list(room.members):
                self.leave(client)

    def _forget(self, client: Client, room: Room[Client]) -> None:
        """Forget that ``client`` was in ``room``, which it has left."""
        name = client.room_name
        if self._sessions.get((name, client.session)) is client:
            del self._sessions[name, client.session]
        client.room = None
        if not room and self.rooms.get(name) is room:
            del self.rooms[name]
            self.typing_timers.cancel(name)

    def _decide(self, client: Client, rejected: Rejected | None) -> None:
        """Process the decision on a join, in which other nodes have a say."""
        is_told = self.undecided.decide(client, rejected)
        if rejected is None:
            return
        room = client.room
        if room is not None:
            room.leave(client)
            self._forget(client, room)
            self.counters.joins -= 1
        if not is_told:
            self.delivery.send_to((client,), rejected)

    def announce(self, text: str, only: str | None) -> list[str]:
        """Send an announcement to all rooms, or to one room; return the rooms that receive it."""
        rooms = [name for name in self.rooms if only in (None, name)]
        for name in rooms:
            self._submit(name, None, self.rooms[name].announce(text))
        return rooms

    async def announce_everywhere(self, text: str, only: str | None) -> dict[str, int]:
        """Send an announcement to all rooms of all nodes, or to one room; return the number of
        connections in each room that receives it. Raises ``StoreUnavailable``."""
        nodes = await self.sequencer.ask(ROOMS)
        if not nodes:
            return {name: len(self.rooms[name]) for name in self.announce(text, only)}
        found: Counter[str] = Counter()
        for rooms in nodes.values():
            found.update({name: count for name, count in rooms.items() if only in (None, name)})
        for name in found:
            self._submit(name, None, [Announcement(text, microseconds())])
        return dict(found)

    def connections_in_rooms(self) -> dict[str, int]:
        """Return the number of connections in each room, as far as they are here."""
        return {name: len(room) for name, room in self.rooms.items()}

    def handle_before_join(self, client: Client, command: Command) -> list[Effect[Client]]:
        """Return the effects of ``command`` from a client that has not joined: only a join is
        allowed."""
        match command:
            case Join(name):
                try:
                    return self.join(
                        client, client.name if client.is_authenticated else user_name(name)
                    )
                except InvalidName as bad:
                    rejected = Rejected(RejectionReason.BAD_NAME, str(bad), microseconds())
            case InvalidCommand(
                RejectionReason.BAD_JSON | RejectionReason.BAD_NAME as why, sentence
            ):  # possibly meant as a join
                rejected = Rejected(why, sentence, microseconds())
            case _:
                rejected = Rejected(RejectionReason.NOT_JOINED, _JOIN_FIRST, microseconds())
        return [SendToOne(rejected, client)]

    def _go_on_typing(self, client: Client) -> None:
        """Undo the end of typing: the message that caused it was rejected."""
        room = client.room
        if room is not None and client in room:
            room.set_typing(client, True)
            self.typing_timers.watch(client.room_name, room.typing_ends)

    def _expire_typing(self, name: str) -> None:
        room = self.rooms[name]
        self._submit(name, None, room.expire_typing())
        self.typing_timers.watch(name, room.typing_ends)


def _is_connected(client: Client) -> bool:
    return client.connection.is_open


def _described(client: Client) -> MemberDetails:
    return MemberDetails(client.dialect.is_extended, client.session)


def _hold(client: Client, is_busy: bool) -> None:
    """Read nothing more from a client while too many of its commands wait for the store."""
    if is_busy:
        client.connection.receive_queue.hold()
    else:
        client.connection.receive_queue.release()


def _decode_public_all(dialect: Dialect, texts: list[str]) -> list[str] | None:
    """Return the public texts of ``texts``; None if one of them is anything else."""
    if dialect.decode_public is None:
        return None
    found = []
    for text in texts:
        words = dialect.decode_public(text)
        if words is None:
            return None
        found.append(words)
    return found


CHAT = web.AppKey("chat", ChatService)
