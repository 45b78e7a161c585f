"""The chat service: connects the rooms, the sequencer, the store and pub/sub."""

import asyncio
import json
import logging
from collections.abc import Callable

from aiohttp import web

from server.chat.client import Client
from server.chat.counters import Counters
from server.chat.message_batch import MessageBatch
from server.chat.sequencer import BatchingSequencer, Sequencer
from server.core.clock import microseconds
from server.core.commands import Command, InvalidCommand, Join, SendMessage
from server.core.effects import (
    CloseConnection,
    Effect,
    SendToOne,
    SendToOthers,
    SendToSome,
    Subscribe,
    Unsubscribe,
)
from server.core.events import (
    Announcement,
    ChatMessage,
    Event,
    PublicMessage,
    Rejected,
    RejectionReason,
)
from server.core.names import InvalidName, user_name
from server.core.rate_limiter import RateLimiter
from server.core.room import Room, Rules
from server.dialects.base import Dialect
from server.store.base import Store
from server.ws.close_codes import CloseCode
from server.ws.frames import text_frame
from server.ws.pubsub import Encode, PubSub

_log = logging.getLogger("chat")
_JOIN_FIRST = 'Join first, as in {"type": "join", "nickname": "Alice"}.'
_TOO_MANY_ROOMS = (
    "The server has too many rooms. Try again in a moment, or choose an existing room."
)


class ChatService:
    """All rooms of this server. A room exists while a user is in it; its history may outlive it
    in the store."""

    def __init__(
        self,
        store: Store,
        rules: Rules,
        most_rooms: int,
        on_late: Callable[[float], None] = lambda _since: None,
    ) -> None:
        """``on_late``: see ``Sequencer``. Must be created inside the running loop."""
        self.rooms: dict[str, Room[Client]] = {}
        self.pubsub: PubSub[Event] = PubSub()
        self.counters = Counters()
        kind = Sequencer[Client] if store.is_instant else BatchingSequencer[Client]
        self.sequencer = kind(store, self.apply_effects, _is_connected, on_late)
        self._message_batch: MessageBatch | None = (
            None  # a store that is not instant batches by itself
        )
        if store.is_instant:
            publish_all = self.pubsub.publish_all
            self._message_batch = MessageBatch(store.append_all, publish_all, self.counters)
        self._rules = rules
        self._most_rooms = most_rooms
        self._loop = asyncio.get_running_loop()
        # By room: the timer that clears a typing indicator.
        self._typing: dict[str, asyncio.TimerHandle] = {}

    @property
    def is_full(self) -> bool:
        """Return True if no further room may be created."""
        return len(self.rooms) >= self._most_rooms

    def is_taken(self, room: str, name: str) -> bool:
        """Return True if no user may currently join ``room`` as ``name``."""
        return room in self.rooms and self.rooms[room].is_taken(name)

    def receive_all(self, client: Client, texts: list[str]) -> None:
        """Process ``texts``, which ``client`` sent at once, in order."""
        if client.rate_limiter is not None:
            self._receive_rate_limited(client, client.rate_limiter, texts)
            return
        room, dialect = client.room, client.dialect
        words = texts if dialect.decode is None else _decode_public_all(dialect, texts)
        said = room.send_messages(client, words) if room is not None and words is not None else None
        if said is None:
            for text in texts:
                if client.connection.is_open:  # else an earlier text has closed the connection
                    self.receive(client, text)
            return
        if self._message_batch is None:
            self._submit(client.room_name, client, [*said])
        elif said:
            self._message_batch.add(client.room_name, said, client.connection.write_batch)

    def _submit(self, room: str, client: Client | None, effects: list[Effect[Client]]) -> None:
        """Submit ``effects`` to the sequencer, after all batched messages."""
        if self._message_batch is not None:
            self._message_batch.flush()
        self.sequencer.submit(room, client, effects)

    def receive(self, client: Client, text: str) -> None:
        """Process one text from ``client``."""
        decode = client.dialect.decode
        self._apply(client, SendMessage(text) if decode is None else decode(text))

    def _receive_rate_limited(
        self, client: Client, rate_limiter: RateLimiter, texts: list[str]
    ) -> None:
        decode = client.dialect.decode
        for text in texts:
            command = SendMessage(text) if decode is None else decode(text)
            refused = rate_limiter.refusal(command, microseconds())
            if refused is None:
                self._apply(client, command)
                continue
            effects: list[Effect[Client]] = [SendToOne(refused, client)]
            if rate_limiter.is_flood:
                effects.append(
                    CloseConnection(
                        client, CloseCode.POLICY_VIOLATION, "rate limit exceeded repeatedly"
                    )
                )
            self._submit(client.room_name, client, effects)
            if rate_limiter.is_flood:
                return

    def _apply(self, client: Client, command: Command) -> None:
        room = client.room
        if room is None:
            effects = self._handle_before_join(client, command)
        elif client in room:
            effects = room.handle(client, command)
            self._watch_typing(client.room_name, room)
        else:  # the client has left with a command
            return
        self._submit(client.room_name, client, effects)

    def enter(self, client: Client, name: str) -> None:
        """Join ``client`` as ``name``; the caller has checked that there is a room for it."""
        self._submit(client.room_name, client, self._join(client, name))

    def _join(self, client: Client, name: str) -> list[Effect[Client]]:
        """Join ``client`` as ``name`` and return the effects, or return the rejection."""
        if client.room_name not in self.rooms and self.is_full:
            return [
                SendToOne(Rejected(RejectionReason.FULL, _TOO_MANY_ROOMS, microseconds()), client)
            ]
        room = self.rooms.get(client.room_name)
        if room is None:
            room = self.rooms[client.room_name] = Room(self._rules, microseconds)
        effects = room.join(client, client.join_options(name))
        if client in room:
            client.room, client.name = room, name
            self.counters.joins += 1
            _log.info(
                "join id=%d name=%s room=%s",
                client.connection.number,
                json.dumps(name),
                client.room_name,
            )
        return effects

    def leave(self, client: Client) -> None:
        """Process the end of the connection of ``client``, whatever its cause."""
        room, name = client.room, client.room_name
        if room is None:
            return
        self._submit(name, client, room.leave(client))
        self.counters.leaves[client.connection.close_code or 0] += 1
        client.room = None
        if not room and self.rooms.get(name) is room:
            del self.rooms[name]
            timer = self._typing.pop(name, None)
            if timer is not None:
                timer.cancel()

    def announce(self, text: str, only: str | None) -> list[str]:
        """Send an announcement to all rooms, or to one room; return the rooms that receive it."""
        rooms = [name for name in self.rooms if only in (None, name)]
        for name in rooms:
            self._submit(name, None, self.rooms[name].announce(text))
        return rooms

    def apply_effects(self, room: str, effects: list[Effect[Client]]) -> None:
        """Apply committed effects: send events, subscribe, unsubscribe and close connections."""
        for effect in effects:
            if isinstance(
                effect, PublicMessage
            ):  # nearly all effects are, and ``match`` takes five times as long
                self.counters.messages += 1
                self.counters.deliveries += self.pubsub.publish(room, effect)
            else:
                self._apply_effect(room, effect)

    def _apply_effect(self, room: str, effect: Effect[Client]) -> None:
        publish = self.pubsub.publish
        match effect:
            case Subscribe(client, joined, notify_self):
                self.pubsub.subscribe(room, client.connection, client.dialect.encode)
                publish(room, joined, None if notify_self else client.connection, is_urgent=False)
            case Unsubscribe(client, left):
                self.pubsub.unsubscribe(room, client.connection)
                publish(room, left, is_urgent=False)
            case SendToOthers(event, client):
                publish(room, event, client.connection)
            case SendToOne(event, client):
                self._send_to((client,), event)
            case SendToSome(event, clients):
                self.counters.messages += 1
                self._send_to(clients, event)
            case CloseConnection(client, code, reason):
                client.connection.close(code, reason)
            case Announcement() as event:
                publish(room, event)

    def _send_to(self, clients: tuple[Client, ...], event: Event) -> None:
        """Send ``event`` to ``clients``, encoded once per dialect: many clients may share one
        name."""
        if isinstance(event, Rejected):
            self.counters.refusals[event.why.value] += 1
        frames: dict[Encode[Event], bytes | None] = {}
        for client in clients:
            if not client.connection.is_open:  # do not encode a history for a closed connection
                continue
            encode = client.dialect.encode
            if encode not in frames:
                text = encode(event)
                frames[encode] = None if text is None else text_frame(text)
            frame = frames[encode]
            if frame is not None:
                self.counters.deliveries += isinstance(event, ChatMessage)
                client.connection.send_frame(frame)

    def _handle_before_join(self, client: Client, command: Command) -> list[Effect[Client]]:
        """Return the effects of ``command`` from a client that has not joined: only a join is
        allowed."""
        match command:
            case Join(name):
                try:
                    return self._join(
                        client, client.name if client.is_authenticated else user_name(name)
                    )
                except InvalidName as bad:
                    refused = Rejected(RejectionReason.BAD_NAME, str(bad), microseconds())
            case InvalidCommand(
                RejectionReason.BAD_JSON | RejectionReason.BAD_NAME as why, sentence
            ):  # possibly meant as a join
                refused = Rejected(why, sentence, microseconds())
            case _:
                refused = Rejected(RejectionReason.NOT_JOINED, _JOIN_FIRST, microseconds())
        return [SendToOne(refused, client)]

    def _watch_typing(self, name: str, room: Room[Client]) -> None:
        """Schedule the end of the next typing indicator of the room."""
        if name not in self._typing and room.typing_ends is not None:
            wait = max(0, room.typing_ends - microseconds()) / 1_000_000
            self._typing[name] = self._loop.call_later(wait, self._end_typing, name)

    def _end_typing(self, name: str) -> None:
        del self._typing[name]
        room = self.rooms.get(name)
        if room is not None:
            self._submit(name, None, room.expire_typing())
            self._watch_typing(name, room)


def _is_connected(client: Client) -> bool:
    return client.connection.is_open


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
