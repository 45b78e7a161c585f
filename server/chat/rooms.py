"""Rooms of this server and the users in them: joins, leaves, announcements."""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from server.chat.client import Client
from server.chat.counters import Counters
from server.chat.delivery import Delivery
from server.chat.held_senders import HeldSenders
from server.chat.message_batch import MessageBatch
from server.chat.sequencer import Sequencer, SequencerCallbacks, flush_soon, not_timed
from server.chat.sequencers import sequencer_for
from server.chat.typing_timers import TypingTimers
from server.chat.undecided import UndecidedJoins
from server.cluster.shared_store import SharedStore
from server.core.clock import microseconds
from server.core.effects import CloseConnection, Effect, SendToOne
from server.core.events import Announcement, Event, Rejected, RejectionReason
from server.core.room import Room
from server.core.rules import MemberDetails, Rules
from server.store.base import Store
from server.ws.close_codes import CloseCode
from server.ws.log_line import LogLine
from server.ws.pubsub import PubSub
from server.ws.write_batch import Flushable

_log = logging.getLogger("chat")
ROOMS = "rooms"  # the question in which rooms a node has how many connections
_TAKEN_OVER = "taken over by a newer connection of the same client"
_TOO_MANY_ROOMS = "The server has too many rooms. Try again later, or choose an existing room."


class ChatRooms:
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
        self.held_senders = HeldSenders()
        self.pubsub: PubSub[Event] = PubSub()
        self.counters = Counters()
        self.delivery = Delivery(self.pubsub, self.counters)
        callbacks = SequencerCallbacks(
            self.delivery.apply_all,
            _is_connected,
            on_late,
            _hold,
            self.held_senders.release,
            gather,
            _described,
            self._decide,
            self._go_on_typing,
        )
        self.sequencer: Sequencer[Client] = sequencer_for(store, callbacks, rules.unique_names)
        self.sequencer.on_question(ROOMS, self.connections_in_rooms)
        self.undecided = UndecidedJoins()
        self.message_batch: MessageBatch | None = None  # a slower store batches by itself
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

    def enter(self, client: Client, name: str) -> None:
        """Join ``client`` as ``name``, before its handshake is answered; the caller has checked
        that there is a room for it."""
        effects = self.join(client, name)
        if self.rules.is_shared and client.room is not None:
            self.undecided.begin(client, is_handshake=True)
        self.submit(client.room_name, client, effects)

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

    def leave(self, client: Client) -> None:
        """Process the end of the connection of ``client``, whatever its cause."""
        room, name = client.room, client.room_name
        if room is None:
            return
        self.submit(name, client, room.leave(client))
        self.counters.leaves[client.connection.close_code or 0] += 1
        self._forget(client, room)

    def leave_all(self) -> None:
        """Take everybody out of the rooms. Their connections stay open; they are sent nothing more,
        and what they send has no answer."""
        for name, room in list(self.rooms.items()):
            for client in list(room.members):
                self.pubsub.unsubscribe(name, client.connection)
            for client in list(room.members):
                self.submit(name, client, room.leave(client))

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
            self.submit(name, None, self.rooms[name].announce(text))
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
            self.submit(name, None, [Announcement(text, microseconds())])
        return dict(found)

    def connections_in_rooms(self) -> dict[str, int]:
        """Return the number of connections in each room, as far as they are here."""
        return {name: len(room) for name, room in self.rooms.items()}

    def _go_on_typing(self, client: Client) -> None:
        """Undo the end of typing: the message that caused it was rejected."""
        room = client.room
        if room is not None and client in room:
            room.set_typing(client, True)
            self.typing_timers.watch(client.room_name, room.typing_ends)

    def _expire_typing(self, name: str) -> None:
        room = self.rooms[name]
        self.submit(name, None, room.expire_typing())
        self.typing_timers.watch(name, room.typing_ends)

    def submit(self, room: str, client: Client | None, effects: list[Effect[Client]]) -> None:
        """Submit ``effects`` to the sequencer, after all batched messages."""
        if self.message_batch is not None:
            self.message_batch.flush()
        self.sequencer.submit(room, client, effects)


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
