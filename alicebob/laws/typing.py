"""Who types: told to the others alone, and over before they speak or leave."""

from collections.abc import Iterator

from alicebob.laws.law import Case, Law, Violation
from alicebob.laws.sessions import Presence
from alicebob.model.received import Heard, Joined, Left, Message, Typing
from alicebob.model.sent import Type


def judge(case: Case) -> list[Violation]:
    """The law of typing."""
    found: list[Violation] = []
    for presence in case.listeners:
        if presence.line.dialect.tells_more:
            for name in _names(presence, case):
                found += _judge_name(presence, name, case)
    return found


def _names(presence: Presence, case: Case) -> list[str]:
    """Who typed here, and who is said to."""
    typed = [name for _, name, _ in _typed(case, presence.line.room)]
    told = [heard.name for _, heard in presence.heard if isinstance(heard, Typing)]
    return list(dict.fromkeys([*typed, *told]))


def _typed(case: Case, room: str) -> Iterator[tuple[int, str, bool]]:
    for presence in case.listeners:
        for place, word in presence.asked_inside:
            if presence.line.room == room and isinstance(word, Type):
                yield place, presence.line.name, word.is_typing


def _judge_name(presence: Presence, name: str, case: Case) -> list[Violation]:
    room = presence.line.room
    bearers = [p for p in case.listeners if (p.line.name, p.line.room) == (name, room)]
    acts = sorted((p, on) for p, who, on in _typed(case, room) if who == name)
    told = [(p, h) for p, h in presence.heard if h in (Typing(name, True), Typing(name, False))]
    if presence.line.name == name:
        if told and len(bearers) == 1:
            return [_wrong(presence, "nothing of one's own typing", f"heard {told[0][1]}")]
        return []
    over = _over_before(presence, name, acts, case)
    for number, (place, heard) in enumerate([t for t in told if t[1].is_typing], 1):
        if number > sum(on and at < place for at, on in acts) - over:
            return [_wrong(presence, f"{name} types {number - 1} times", f"heard {heard} again")]
    if told and not any(on and at < told[0][0] for at, on in acts):
        return [_wrong(presence, "an end of what has begun", f"heard {told[0][1]}")]
    if len(bearers) > 1:
        return []
    return _judge_sequence(presence, name) or _judge_missing(presence, bearers, acts, told, case)


def _over_before(presence: Presence, name: str, acts: list[tuple[int, bool]], case: Case) -> int:
    """How often somebody surely had begun to type, and that was told, before this one knocked."""
    begun = sum(on and at < presence.arriving for at, on in acts)
    on, knocked = Typing(name, True), presence.arriving
    told = (
        sum(heard == on and place < knocked for place, heard in other.heard)
        for other in case.listeners
        if other.line.room == presence.line.room
    )
    return begun if begun and max(told, default=0) >= begun else 0


def _judge_sequence(presence: Presence, name: str) -> list[Violation]:
    """Never twice an end; an end before their words, and before their leaving."""
    is_on: bool | None = None  # before the first word of it, nobody knows
    ends: tuple[Heard, ...] = (Left(name),)
    for _, heard in presence.heard:
        match heard:
            case Typing(who, now) if who == name:
                if is_on is False and not now:
                    return [_wrong(presence, "an end of what has begun", f"heard {heard} again")]
                is_on = now
            case Message(who, _) if who == name and is_on:
                return [_wrong(presence, f"{name} types no longer, then: {heard}", "no end of it")]
            case _ if heard in ends and is_on:
                return [_wrong(presence, f"{name} types no longer, then leaves", "no end of it")]
            case Joined(who, _) if who == name:
                is_on = None
    return []


def _judge_missing(
    presence: Presence,
    bearers: list[Presence],
    acts: list[tuple[int, bool]],
    told: list[tuple[int, Typing]],
    case: Case,
) -> list[Violation]:
    """Each beginning is told to all who are in; so is its end."""
    if not presence.stays or case.house.is_limited or not all(p.stays for p in bearers):
        return []
    begun = sum(on and presence.arrived < at for at, on in acts)
    heard = sum(typing.is_typing for _, typing in told)
    name = bearers[0].line.name if bearers else ""
    if heard < begun:
        return [_wrong(presence, f"that {name} types, {begun} times", f"told {heard} times", True)]
    if acts and not acts[-1][1] and told and told[-1][1].is_typing:
        return [_wrong(presence, f"that {name} types no longer", "it never came", True)]
    return []


def _wrong(presence: Presence, expected: str, actual: str, may_heal: bool = False) -> Violation:
    return Violation(Law.TYPING, presence.line, expected, actual, may_heal)
