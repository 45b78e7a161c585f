"""What people said, and what is to be heard of it: by all, by one other, or as a refusal."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from alicebob.dialects.parsing import folded
from alicebob.laws.expected_event import Fact
from alicebob.laws.sessions import NEVER, Presence
from alicebob.model.received import Heard, Left, Message, Private, Reason, Refused
from alicebob.model.sent import Join
from alicebob.record.journal import Blurted, Said

FirstHeard = Mapping[tuple[str, Heard], int]


@dataclass(slots=True)
class Mark:
    """Where something with a client id was said first, and what. It ``is_sure`` to arrive when at
    least one that bears the id was said on a line that is not lost."""

    place: int
    said: Said
    is_sure: bool = False


Marks = Mapping[tuple[str, str, str], Mark]
"""By room, name and client id."""


def marks(people: Iterable[Presence]) -> Marks:
    """All client ids in use. What is refused uses up none."""
    said = sorted(((p, s, who) for who in people for p, s in who.said), key=lambda one: one[0])
    found: dict[tuple[str, str, str], Mark] = {}
    for place, what, who in said:
        if what.client_id is not None and refusal(who, place, what) is None:
            key = (who.line.room, who.line.name, what.client_id)
            mark = found.setdefault(key, Mark(place, what))
            mark.is_sure = mark.is_sure or not _may_be_lost(who)
    return found


def utterances(
    presence: Presence, first_heard: FirstHeard, dropped: set[int], marked: Marks
) -> Iterator[Fact]:
    """What is said on a line that is lost may be lost with it, unless somebody heard it, or
    something that was said later. What is said once more with the same client id is told once more
    to its sender alone, as it was said first."""
    line = presence.line
    public = [(p, said) for p, said in presence.said if said.to is None and p not in dropped]
    own = ((p, s) for p, s in public if _mark(presence, p, s, marked).place == p)
    heard = ((p, (line.room, line.dialect.said(line.name, said.text))) for p, said in own)
    heard_until = max((place for place, key in heard if key in first_heard), default=-1)
    for place, said in public:
        if refusal(presence, place, said) is not None:
            continue
        mark = _mark(presence, place, said, marked)
        message = line.dialect.said(line.name, mark.said.text)
        if mark.place != place:
            yield Fact(message, line.room, place, NEVER, True, place, only=line, by=line)
            continue
        done = first_heard.get((line.room, message), NEVER)
        certain = place <= heard_until or mark.is_sure
        yield Fact(message, line.room, place, done, certain, place, by=line)


def whispers(
    presence: Presence,
    people: list[Presence],
    first_heard: FirstHeard,
    dropped: set[int],
    marked: Marks,
) -> Iterator[Fact]:
    """Words to one other reach them and come back; if there is no such person, they are refused.
    Of an addressee who is just coming or going nobody knows, so neither is certain."""
    line = presence.line
    for place, said in presence.said:
        if said.to is None or place in dropped or refusal(presence, place, said) is not None:
            continue
        mark = _mark(presence, place, said, marked)
        to, again = folded(mark.said.to), mark.place != place
        private, nobody = Private(line.name, to, mark.said.text), _nobody(presence)
        done = first_heard.get((line.room, private), NEVER)
        answered = min(
            (p for p, h in presence.heard if p > place and h in (private, nobody)), default=NEVER
        )
        bearers = [p for p in people if _bears(p, to, line.room)]
        is_here = any(p.stays and p.arrived < place for p in bearers)
        may_be_here = any(p.arriving < answered and place < _gone(p, first_heard) for p in bearers)
        if may_be_here or again:
            certain = is_here and not again and not _may_be_lost(presence)
            only = line if again else None
            yield Fact(private, line.room, place, done, certain, place, only, by=line, to=to)
        if not is_here:
            certain = not may_be_here and not again
            yield Fact(nobody, line.room, place, NEVER, certain, place, line, by=line)


def _mark(presence: Presence, place: int, said: Said, marked: Marks) -> Mark:
    """Where this was said first; for what bears no id, here."""
    line, unmarked = presence.line, Mark(place, said, not _may_be_lost(presence))
    return marked.get((line.room, line.name, said.client_id or ""), unmarked)


def _nobody(presence: Presence) -> Refused:
    return Refused(presence.line.dialect.told(Reason.NO_SUCH_USER))


def _may_be_lost(presence: Presence) -> bool:
    """Whether what was said may be lost with the line."""
    return presence.was_cut or presence.was_ever_deaf or "reset" in presence.how_it_left


def _bears(presence: Presence, name: str, room: str) -> bool:
    line = presence.line
    return line.name == name and line.room == room and line.dialect.tells_more


def _gone(presence: Presence, first_heard: FirstHeard) -> float:
    """Since when everybody knows that they are gone; never, while they may be here. A notice that
    came before they left was of a namesake."""
    if presence.stays or presence.arrived == NEVER:
        return NEVER
    told = first_heard.get((presence.line.room, Left(presence.line.name)), NEVER)
    left_after = presence.arrived if presence.leaving == NEVER else presence.leaving
    return told if told > left_after else NEVER


def refusals(presence: Presence, dropped: set[int]) -> Iterator[Fact]:
    """What may not be said is refused to who says it."""
    line = presence.line
    reasons: list[tuple[int, list[Reason]]] = [(place, [Reason.TOO_FAST]) for place in dropped]
    reasons += [
        (place, [reason])
        for place, said in presence.said
        if place not in dropped and (reason := refusal(presence, place, said)) is not None
    ]
    reasons += [(p, _why(presence, p, b)) for p, b in presence.blurted if p not in dropped]
    reasons += [(place, [Reason.NOT_JOINED]) for place in presence.asked_at_the_door]
    reasons += _vain_joins(presence)
    for place, possible in sorted(reasons, key=lambda one: one[0]):
        certain = len(possible) == 1
        for reason in possible:
            refused = Refused(line.dialect.told(reason))
            yield Fact(refused, line.room, place, NEVER, certain, place, line, by=line)


def _why(presence: Presence, place: int, blurted: Blurted) -> list[Reason]:
    """For what a piece of nonsense may be refused: at the door, also because one is not in."""
    if blurted.reason is None:
        return list(Reason)
    is_in = not presence.line.dialect.joins_by_word or place > presence.arrived
    return [blurted.reason] if is_in else [blurted.reason, Reason.NOT_JOINED]


def _vain_joins(presence: Presence) -> list[tuple[int, list[Reason]]]:
    """Whoever asks to join and is not let in is told why; whoever is in, that they are."""
    asked = [place for place, asked in presence.asked if isinstance(asked.word, Join)]
    vain = [place for place in asked if place < presence.arrived][:-1]
    late = [place for place in asked if place > presence.arrived]
    why = [Reason.BAD_NAME, Reason.NAME_TAKEN, Reason.FULL]
    return [(p, why) for p in vain] + [(p, [Reason.ALREADY_JOINED]) for p in late]


def refusal(presence: Presence, place: int, said: Said) -> Reason | None:
    """Why what was said may not be said, then and there; None if it may."""
    dialect = presence.line.dialect
    if dialect.joins_by_word and place < presence.arrived:
        return dialect.told(Reason.NOT_JOINED)
    return dialect.refusal(said.text)


def dropped_by(presence: Presence) -> set[int]:
    """The places of what was refused because its sender went too fast. All that one says is
    answered, in the order of saying: by the words themselves, or by a refusal."""
    line, dropped = presence.line, set()
    spoken: list[tuple[int, Said | Blurted]] = [*presence.said, *presence.blurted]
    answers = [h for _, h in presence.heard if _is_answer(h, line.name)]
    for place, what in sorted(spoken, key=lambda one: one[0]):
        if not answers:
            break
        if answers[0] == Refused(Reason.TOO_FAST):
            dropped.add(place)
        elif not _answers(answers[0], what):
            continue  # somebody else's, of the same name; or altered
        answers.pop(0)
    return dropped


def _answers(answer: Heard, spoken: Said | Blurted) -> bool:
    match answer, spoken:
        case Message(_, content) | Private(_, _, content), Said(text):
            return content == text
    return True


def _is_answer(heard: Heard, name: str) -> bool:
    match heard:
        case Message(sender, _) | Private(sender, _, _):
            return sender == name
    return isinstance(heard, Refused)
