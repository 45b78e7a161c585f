"""Law of typing: the others see that a user types, and that it ends before a message or a leave.

A client that joins while a user types cannot be expected to see the beginning, and the suite cannot
know whether the typing began before or after the server added the client.

Not every server ends typing itself, passes on each sign of it, or spares the typist: on a wire that
a profile describes, only what the user did is judged. A page tells by itself that its user writes a
message, and it may draw a name again that others have pushed out of the line.
"""

from collections.abc import Iterator

from alicebob.laws.law import Case, Law, Violation, times
from alicebob.laws.sessions import NEVER, Session
from alicebob.model.received import Message, ReceivedEvent, TypingChanged, UserJoined, UserLeft
from alicebob.model.sent import SetTyping


def judge(case: Case) -> list[Violation]:
    """Return the violations of the law of typing."""
    found: list[Violation] = []
    for session in case.listeners:
        if session.connection.facts.has_typing:
            for name in _names(session, case):
                found += _judge_name(session, name, case)
    return found


def _names(session: Session, case: Case) -> list[str]:
    """Return the names of users who typed in the room, or were reported as typing."""
    typed = [name for _, name, _ in _typed(case, session.connection.room)]
    told = [
        received.name for _, received in session.received if isinstance(received, TypingChanged)
    ]
    return list(dict.fromkeys([*typed, *told]))


def _typed(case: Case, room: str) -> Iterator[tuple[int, str, bool]]:
    for session in case.listeners:
        for position, client_message in session.asked_after_joining:
            if session.connection.room == room and isinstance(client_message, SetTyping):
                yield position, session.connection.name, client_message.is_typing


def _judge_name(session: Session, name: str, case: Case) -> list[Violation]:
    room = session.connection.room
    bearers = [p for p in case.listeners if (p.connection.name, p.connection.room) == (name, room)]
    acts = sorted((p, on) for p, who, on in _typed(case, room) if who == name)
    told = [
        (p, h)
        for p, h in session.received
        if h in (TypingChanged(name, True), TypingChanged(name, False))
    ]
    ends_itself = session.connection.facts.ends_typing
    if session.connection.name == name:
        if ends_itself and told and len(bearers) == 1:
            actual = f"received {told[0][1]}"
            own = _wrong(session, "no notice of the user's own typing", actual)
            return [own.at(told[0][0])]
        return []
    over = _over_before(session, name, acts, case)
    wrote = _wrote(bearers)
    for number, (position, received) in enumerate([t for t in told if t[1].is_typing], 1):
        begun = sum(on and at < position for at, on in acts) + sum(at < position for at in wrote)
        if number > begun - over and not (begun and session.connection.facts.shows_typing):
            return [
                _wrong(
                    session,
                    f"{name} starts typing {times(number - 1)}",
                    f"received {received} again",
                ).at(position)
            ]
    first = min([*wrote, *(at for at, on in acts if on)], default=NEVER)
    if told and first > told[0][0]:
        actual = f"received {told[0][1]}"
        return [_wrong(session, "no end of typing before a beginning", actual).at(told[0][0])]
    if len(bearers) > 1:
        return []
    wrong = _judge_sequence(session, name) if ends_itself else []
    return wrong or _judge_missing(session, bearers, acts, told, case)


def _wrote(bearers: list[Session]) -> list[int]:
    """Return when messages to all were written on pages, which tell that by themselves."""
    on_pages = (each for each in bearers if each.connection.facts.shows_typing)
    return [position for each in on_pages for position, said in each.said if said.to is None]


def _over_before(session: Session, name: str, acts: list[tuple[int, bool]], case: Case) -> int:
    """Count the beginnings of typing that surely were received before this client connected."""
    begun = sum(on and at < session.connecting for at, on in acts)
    on, start = TypingChanged(name, True), session.connecting
    told = (
        sum(received == on and position < start for position, received in other.received)
        for other in case.listeners
        if other.connection.room == session.connection.room
    )
    return begun if begun and max(told, default=0) >= begun else 0


def _judge_sequence(session: Session, name: str) -> list[Violation]:
    """Check that typing never ends twice, and ends before the user's message or leave."""
    is_on: bool | None = None  # unknown until the first notice
    ends: tuple[ReceivedEvent, ...] = (UserLeft(name),)
    for position, received in session.received:
        match received:
            case TypingChanged(who, now) if who == name:
                if is_on is False and not now:
                    return [
                        _wrong(
                            session,
                            "no end of typing before a beginning",
                            f"received {received} again",
                        ).at(position)
                    ]
                is_on = now
            case Message(who, _) if who == name and is_on:
                expected = f"{name} stops typing, then: {received}"
                return [_wrong(session, expected, "typing did not end").at(position)]
            case _ if received in ends and is_on:
                expected = f"{name} stops typing, then leaves"
                return [_wrong(session, expected, "typing did not end").at(position)]
            case UserJoined(who, _) if who == name:
                is_on = None
    return []


def _judge_missing(
    session: Session,
    bearers: list[Session],
    acts: list[tuple[int, bool]],
    told: list[tuple[int, TypingChanged]],
    case: Case,
) -> list[Violation]:
    """Check that each beginning and each end reached this client."""
    if not session.stays or case.carry_over.is_limited or not all(p.stays for p in bearers):
        return []
    is_each_told = session.connection.facts.ends_typing and not any(
        bearer.connection.facts.shows_typing for bearer in bearers
    )
    begun = sum(
        on and session.connected < at and (is_each_told or not was_on)
        for (at, on), was_on in zip(acts, [False, *(on for _, on in acts)], strict=False)
    )
    received = sum(typing.is_typing for _, typing in told)
    name = bearers[0].connection.name if bearers else ""
    if received < begun:
        return [
            _wrong(
                session,
                f"notice that {name} is typing: {times(begun)}",
                f"received {times(received)}" if received else "never received",
                True,
            ).at(max(at for at, on in acts if on))
        ]
    if acts and not acts[-1][1] and told and told[-1][1].is_typing:
        expected = f"notice that {name} stopped typing"
        return [_wrong(session, expected, "never received", True).at(acts[-1][0])]
    return []


def _wrong(session: Session, expected: str, actual: str, may_heal: bool = False) -> Violation:
    return Violation(Law.TYPING, session.connection, expected, actual, may_heal)
