"""All rooms of this server: between the rules, the order of things, and those who listen."""

import asyncio
import json
import logging

from aiohttp import web

from server.chat.client import Guest
from server.chat.counters import Counts
from server.chat.message_batch import Sayings
from server.chat.sequencer import BatchedOrder, Order
from server.core.clock import microseconds
from server.core.commands import Command, Join, Nonsense, Say
from server.core.effects import Delivery, Enter, Exit, HangUp, ToOne, ToOthers, ToSome
from server.core.events import Announced, Event, Message, Refusal, Refused, Said
from server.core.names import BadName, user_name
from server.core.rate_limiter import Pace
from server.core.room import Room, Rules
from server.dialects.base import Dialect
from server.store.base import Broker
from server.ws.close_codes import CloseCode
from server.ws.frames import text_frame
from server.ws.pubsub import Broadcaster, Encode

_log = logging.getLogger("chat")
_JOIN_FIRST = 'Join first, as in {"type": "join", "nickname": "Alice"}.'
_TOO_MANY_ROOMS = "There are too many rooms. Try again in a moment, or take another room."


class Chat:
    """A room exists while somebody is in it; what was said there may outlive it, in the broker."""

    def __init__(self, broker: Broker, rules: Rules, most_rooms: int) -> None:
        """To be made inside the running loop."""
        self.rooms: dict[str, Room[Guest]] = {}
        self.broadcaster: Broadcaster[Event] = Broadcaster()
        self.counts = Counts()
        kind = Order[Guest] if broker.is_instant else BatchedOrder[Guest]
        self.order = kind(broker, self.deliver)
        self.order.is_there = lambda guest: guest.connection.is_open
        self._sayings: Sayings | None = None  # a slow broker gathers by itself what waits for it
        if broker.is_instant:
            tell = self.broadcaster.publish_all
            self._sayings = Sayings(broker.append_all, tell, self.counts)
        self._rules = rules
        self._most_rooms = most_rooms
        self._loop = asyncio.get_running_loop()
        self._typing: dict[str, asyncio.TimerHandle] = {}  # by room: when somebody's typing ends

    @property
    def is_full(self) -> bool:
        """Whether another room would be one too many."""
        return len(self.rooms) >= self._most_rooms

    def is_taken(self, room: str, name: str) -> bool:
        """Whether nobody may come into ``room`` under ``name`` at present."""
        return room in self.rooms and self.rooms[room].is_taken(name)

    def hear_all(self, guest: Guest, texts: list[str]) -> None:
        """``guest`` sent ``texts``, in this order, at once."""
        if guest.pace is not None:
            self._hear_at_pace(guest, guest.pace, texts)
            return
        room, dialect = guest.room, guest.dialect
        words = texts if dialect.decode is None else _words_in(dialect, texts)
        said = room.say_all(guest, words) if room is not None and words is not None else None
        if said is None:
            for text in texts:
                if guest.connection.is_open:  # else they were cut for one of these
                    self.hear(guest, text)
            return
        if self._sayings is None:
            self._submit(guest.room_name, guest, [*said])
        elif said:
            self._sayings.add(guest.room_name, said, guest.connection.turn)

    def _submit(self, room: str, guest: Guest | None, deliveries: list[Delivery[Guest]]) -> None:
        """Has ``deliveries`` told in their turn: behind all that was said."""
        if self._sayings is not None:
            self._sayings.flush()
        self.order.submit(room, guest, deliveries)

    def hear(self, guest: Guest, text: str) -> None:
        """``guest`` sent a text."""
        decode = guest.dialect.decode
        self._obey(guest, Say(text) if decode is None else decode(text))

    def _hear_at_pace(self, guest: Guest, pace: Pace, texts: list[str]) -> None:
        decode = guest.dialect.decode
        for text in texts:
            command = Say(text) if decode is None else decode(text)
            refused = pace.refusal(command, microseconds())
            if refused is None:
                self._obey(guest, command)
                continue
            deliveries: list[Delivery[Guest]] = [ToOne(refused, guest)]
            if pace.is_flood:
                deliveries.append(HangUp(guest, CloseCode.POLICY_VIOLATION, "a flood of messages"))
            self._submit(guest.room_name, guest, deliveries)
            if pace.is_flood:
                return

    def _obey(self, guest: Guest, command: Command) -> None:
        room = guest.room
        if room is None:
            deliveries = self._admit(guest, command)
        elif guest in room:
            deliveries = room.obey(guest, command)
            self._watch_typing(guest.room_name, room)
        else:  # has said that they leave
            return
        self._submit(guest.room_name, guest, deliveries)

    def enter(self, guest: Guest, name: str) -> None:
        """``guest`` comes in as ``name``; that there is room for them was made sure of."""
        self._submit(guest.room_name, guest, self._join(guest, name))

    def _join(self, guest: Guest, name: str) -> list[Delivery[Guest]]:
        """``guest`` comes in as ``name``, or is told why not."""
        if guest.room_name not in self.rooms and self.is_full:
            return [ToOne(Refused(Refusal.FULL, _TOO_MANY_ROOMS, microseconds()), guest)]
        room = self.rooms.get(guest.room_name)
        if room is None:
            room = self.rooms[guest.room_name] = Room(self._rules, microseconds)
        deliveries = room.join(guest, guest.comes_as(name))
        if guest in room:
            guest.room, guest.name = room, name
            self.counts.joins += 1
            _log.info(
                "join id=%d name=%s room=%s",
                guest.connection.number,
                json.dumps(name),
                guest.room_name,
            )
        return deliveries

    def leave(self, guest: Guest) -> None:
        """The line of ``guest`` has ended, however it did."""
        room, name = guest.room, guest.room_name
        if room is None:
            return
        self._submit(name, guest, room.leave(guest))
        self.counts.leaves[guest.connection.close_code or 0] += 1
        guest.room = None
        if not room and self.rooms.get(name) is room:
            del self.rooms[name]
            timer = self._typing.pop(name, None)
            if timer is not None:
                timer.cancel()

    def announce(self, text: str, only: str | None) -> list[str]:
        """Tells everybody, or all in one room; the rooms in which somebody is told."""
        rooms = [name for name in self.rooms if only in (None, name)]
        for name in rooms:
            self._submit(name, None, self.rooms[name].announce(text))
        return rooms

    def deliver(self, room: str, deliveries: list[Delivery[Guest]]) -> None:
        """Hands what has its place in the order to those who are to hear it."""
        for delivery in deliveries:
            if isinstance(delivery, Said):  # nearly all are, and a match takes five times as long
                self.counts.messages += 1
                self.counts.deliveries += self.broadcaster.publish(room, delivery)
            else:
                self._deliver(room, delivery)

    def _deliver(self, room: str, delivery: Delivery[Guest]) -> None:
        publish = self.broadcaster.publish
        match delivery:
            case Enter(guest, joined, is_told):
                self.broadcaster.subscribe(room, guest.connection, guest.dialect.encode)
                publish(room, joined, None if is_told else guest.connection, is_urgent=False)
            case Exit(guest, left):
                self.broadcaster.unsubscribe(room, guest.connection)
                publish(room, left, is_urgent=False)
            case ToOthers(event, guest):
                publish(room, event, guest.connection)
            case ToOne(event, guest):
                self._tell((guest,), event)
            case ToSome(event, guests):
                self.counts.messages += 1
                self._tell(guests, event)
            case HangUp(guest, code, reason):
                guest.connection.close(code, reason)
            case Announced() as event:
                publish(room, event)

    def _tell(self, guests: tuple[Guest, ...], event: Event) -> None:
        """Each dialect writes it once: those who bear one name may be a crowd."""
        if isinstance(event, Refused):
            self.counts.refusals[event.why.value] += 1
        frames: dict[Encode[Event], bytes | None] = {}
        for guest in guests:
            if not guest.connection.is_open:  # a history would be written for nobody
                continue
            encode = guest.dialect.encode
            if encode not in frames:
                text = encode(event)
                frames[encode] = None if text is None else text_frame(text)
            frame = frames[encode]
            if frame is not None:
                self.counts.deliveries += isinstance(event, Message)
                guest.connection.send_frame(frame)

    def _admit(self, guest: Guest, command: Command) -> list[Delivery[Guest]]:
        """What somebody may do who has not joined: join."""
        match command:
            case Join(name):
                try:
                    return self._join(guest, guest.name if guest.is_proven else user_name(name))
                except BadName as bad:
                    refused = Refused(Refusal.BAD_NAME, str(bad), microseconds())
            case Nonsense(Refusal.BAD_JSON | Refusal.BAD_NAME as why, sentence):  # maybe a join
                refused = Refused(why, sentence, microseconds())
            case _:
                refused = Refused(Refusal.NOT_JOINED, _JOIN_FIRST, microseconds())
        return [ToOne(refused, guest)]

    def _watch_typing(self, name: str, room: Room[Guest]) -> None:
        """Sees to it that typing ends by itself."""
        if name not in self._typing and room.typing_ends is not None:
            wait = max(0, room.typing_ends - microseconds()) / 1_000_000
            self._typing[name] = self._loop.call_later(wait, self._end_typing, name)

    def _end_typing(self, name: str) -> None:
        del self._typing[name]
        room = self.rooms.get(name)
        if room is not None:
            self._submit(name, None, room.tick())
            self._watch_typing(name, room)


def _words_in(dialect: Dialect, texts: list[str]) -> list[str] | None:
    """What ``texts`` say to all, if that is all they want."""
    if dialect.words_in is None:
        return None
    found = []
    for text in texts:
        words = dialect.words_in(text)
        if words is None:
            return None
        found.append(words)
    return found


CHAT = web.AppKey("chat", Chat)
