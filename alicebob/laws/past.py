"""Law of history on wires that tell newcomers each earlier message in a frame of its own.

Such messages have no ids, so the suite compares them with what surely was said before the newcomer
connected. What was on its way at that moment may be an earlier message or a live one. The suite
cannot know what was said on a server that ran before.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from alicebob.laws.law import Case, Law, SettledPast, Violation, times
from alicebob.laws.past_window import Window, out_of_order
from alicebob.laws.room_log import RoomLog
from alicebob.laws.room_messages import PublicMessage, public_messages, said_in
from alicebob.laws.sessions import NEVER, Session
from alicebob.model.received import Message, PastMessage
from alicebob.model.sent import ReadHistory


def judge(case: Case) -> list[Violation]:
    """Return the earlier messages that nobody said, that came too often or in a wrong order, and
    those that are missing; one for each newcomer."""
    rooms: dict[str, _Room] = {}
    found: list[Violation] = []
    for session in case.listeners:
        if session.past or session.connection.facts.past_messages != 0:
            name = session.connection.room
            room = rooms[name] = rooms.get(name) or _Room.of(name, case)
            found += room.judge(session, case)
    return found


@dataclass(frozen=True, slots=True)
class _Room:
    """A room: the logs of earlier scenarios and of this one, the messages of this one, and the
    positions at which each was sent."""

    earlier: RoomLog
    now: RoomLog
    messages: Sequence[PublicMessage]
    begun: Mapping[Message, Sequence[float]]

    @classmethod
    def of(cls, name: str, case: Case) -> "_Room":
        """Return the room called ``name``."""
        messages, begun = public_messages(name, case), defaultdict[Message, list[float]](list)
        for message, event in messages:
            begun[message].append(event.begun)
        now = RoomLog()
        now.add(said_in(name, messages, case))
        return cls(case.carry_over.logs.rooms.get(name, RoomLog()), now, messages, begun)

    def judge(self, session: Session, case: Case) -> list[Violation]:
        """Return what is wrong with the earlier messages of a newcomer.

        What was found is kept: it changes only when more of them come, or when the newcomer leaves.
        """
        told = _told(session)
        key, state = session.connection.number, (len(told), session.stays)
        known = case.settled.get(key)
        if known is None or known.state != state:
            counts = Counter(_message(event) for _, event in told)
            found = self._surplus(session, told, case) or self._wrong(session, told, counts, case)
            known = case.settled[key] = SettledPast(state, found, counts)
        return (
            list(known.found)
            or self._overlap(session, known.counts, case)
            or self._gap(session, known.counts, case)
        )

    def _surplus(
        self, session: Session, told: list[tuple[int, PastMessage]], case: Case
    ) -> list[Violation]:
        """Find a message that nobody said, or that came more often than it was said."""
        counts = Counter[Message]()
        for position, event in told if case.carry_over.knows_all else ():
            message = _message(event)
            counts[message] += 1
            may = self._possible(message, position)
            if counts[message] > may:
                expected, actual = f"{event}, {times(may)}", f"received {times(counts[message])}"
                if not may:
                    expected = "earlier messages that were sent in this room"
                    actual = f"received {event}"
                return [_violation(session, expected, actual).at(position)]
        return []

    def _wrong(
        self,
        session: Session,
        told: list[tuple[int, PastMessage]],
        counts: Counter[Message],
        case: Case,
    ) -> list[Violation]:
        """Find more messages than there may be, and one that is out of order or missing."""
        facts = session.connection.facts
        most = NEVER if facts.past_messages is None else facts.past_messages
        if not most:
            return []
        if len(told) > most:
            actual = f"received {len(told):,}"
            return [_violation(session, f"the last {most:,} messages", actual).at(told[-1][0])]
        window = self._window(session, case)
        loose = self._loose(told, counts, window)
        found = self._out_of_order(session, told, window, loose, is_complete=False)
        found = found or self._missing(session, window.owed(most - loose.total()), counts)
        is_complete = session.stays
        return found or self._out_of_order(session, told, window, loose, is_complete=is_complete)

    def _out_of_order(
        self,
        session: Session,
        told: list[tuple[int, PastMessage]],
        window: Window,
        loose: Counter[Message],
        *,
        is_complete: bool,
    ) -> list[Violation]:
        """Find a message that came before another one, though it was said behind it."""
        messages = [_message(event) for _, event in told]
        index = out_of_order(messages, window, loose, is_complete=is_complete)
        if index is None or not session.connection.facts.keeps_order:
            return []
        position, event = told[index]
        expected = "earlier messages in the order in which they were said"
        return [_violation(session, expected, f"{event} is out of order").at(position)]

    def _missing(
        self, session: Session, owed: Iterator[Message], counts: Counter[Message]
    ) -> list[Violation]:
        """Find a message that is owed to a newcomer who stays, the latest one that is missing."""
        needed = Counter(owed if session.stays else ())
        lost = next((each for each in needed if counts[each] < needed[each]), None)
        if lost is None:
            return []
        missing = PastMessage(lost.sender, lost.content)
        came = f"missing among {counts.total():,} of them" if counts else "never received"
        violation = _violation(session, f"{missing}, {times(needed[lost])}", came)
        return [replace(violation, may_heal=True, awaited=missing).at(session.connecting)]

    def _overlap(self, session: Session, counts: Counter[Message], case: Case) -> list[Violation]:
        """Find a message that came both as an earlier one and live."""
        heard = (event for _, event in session.received if isinstance(event, Message))
        live = Counter(event for event in heard if event in counts)
        for message, count in live.items() if case.carry_over.knows_all else ():
            if count + counts[message] > self._possible(message, NEVER):
                expected = "no message both among the earlier ones and live"
                return [_violation(session, expected, f"{message} received in both")]
        return []

    def _gap(self, session: Session, counts: Counter[Message], case: Case) -> list[Violation]:
        """Find a message that was on its way while the newcomer connected, and reached it neither
        as an earlier message nor live."""
        most = session.connection.facts.past_messages
        is_all = most is None or counts.total() < most
        if not is_all or not session.stays or case.carry_over.is_limited:
            return []
        live = {event for _, event in session.received}
        start = self._window(session, case).start - case.carry_over.logs.entries
        for message, event in self.messages:
            if event.begun >= session.connected:
                break
            is_on_the_way = start <= event.begun and event.done >= session.connecting
            is_owed = is_on_the_way and event.certain and event.may_be_heard_by(session)
            is_unique = (event.room, message) in case.once
            if is_owed and is_unique and message not in live and not counts[message]:
                expected = f"{message}, among the earlier messages or live"
                violation = _violation(session, expected, "missing in both")
                return [replace(violation, may_heal=True).at(event.begun)]
        return []

    def _possible(self, message: Message, position: float) -> int:
        """Return how often ``message`` may have been said before ``position``."""
        return self.earlier.possible[message] + bisect_left(self.begun.get(message, ()), position)

    def _loose(
        self, told: list[tuple[int, PastMessage]], counts: Counter[Message], window: Window
    ) -> Counter[Message]:
        """Count the messages that may have been said while the newcomer connected, and those of
        which nobody knows."""
        last = told[-1][0] if told else 0.0
        found = Counter[Message]()
        for message, count in counts.items():
            known = window.number(message)
            found[message] = max(
                min(count, self._possible(message, last) - known), count - known, 0
            )
        return found

    def _window(self, session: Session, case: Case) -> Window:
        """Return the part of the log that a newcomer is owed, at most."""
        carry_over, began = case.carry_over, case.carry_over.logs.entries
        earlier = self.earlier if carry_over.knows_all else RoomLog()
        start = began + carry_over.remembers_from if carry_over.remembers_from else 0.0
        if session.connection.facts.forgets:
            start = max(start, began + _in_use_since(session, case))
        return Window(earlier, self.now, began + session.connecting, start)


def _told(session: Session) -> list[tuple[int, PastMessage]]:
    """Return the earlier messages for which a client did not ask."""
    asked = (p for p, each in session.asked if isinstance(each.client_message, ReadHistory))
    end = next(asked, NEVER)
    return session.past[: bisect_left(session.past, end, key=lambda one: one[0])]


def _in_use_since(session: Session, case: Case) -> float:
    """Return the position since which somebody surely was in the room, without a break, until this
    client connected; NEVER if nobody was."""
    return min(
        (
            other.connected
            for other in case.listeners
            if other.connection.room == session.connection.room
            and min(other.first_stopped_reading, other.disconnecting, other.ended)
            > session.connecting
            > other.connected
        ),
        default=NEVER,
    )


def _message(event: PastMessage) -> Message:
    return Message(event.sender, event.content)


def _violation(session: Session, expected: str, actual: str) -> Violation:
    return Violation(Law.HISTORY, session.connection, expected, actual)
