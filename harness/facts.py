"""What happened in a scenario, worked out from who was in when: all that is to be heard."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from harness.dialects.reading import folded
from harness.heard import (
    Announced,
    Heard,
    Joined,
    Left,
    Malformed,
    Message,
    Private,
    Reason,
    Refused,
    Told,
)
from harness.journal import Blurted, Line, Said
from harness.presence import NEVER, Presence
from harness.words import Join


@dataclass(slots=True)
class House:
    """What is known of a server besides a scenario's journal.

    ``excused``: departures of an earlier scenario, of which nobody was left to hear.
    ``said``: what earlier scenarios said in each room, so that it may stand in a history; that is
    all that was said if the suite ``knows_all``: the server did not run before.
    ``ids``: what was heard under each id, in each room. ``is_limited``: it may refuse who goes too
    fast. ``proves_names``: nobody comes in without a proof of their name.
    """

    excused: list["Fact"] = field(default_factory=list)
    said: set[tuple[str, Message | Private]] = field(default_factory=set)
    ids: dict[tuple[str, str], Message | Private] = field(default_factory=dict)
    is_limited: bool = False
    proves_names: bool = False
    knows_all: bool = True


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is to be heard: not before ``begun``, and surely no later than ``done``.

    Whoever is named in ``only`` alone may hear it, whoever is named in ``but`` alone may not;
    ``to`` is the name of those who, besides its cause, may. What is not ``certain`` may be heard,
    but need not.
    """

    heard: Told
    room: str
    begun: float
    done: float
    certain: bool = True
    place: float = NEVER  # among what the same line did: the order in which all must hear it
    only: Line | None = None
    but: Line | None = None
    by: Line | None = None
    to: str | None = None

    def may_be_heard_by(self, presence: Presence) -> bool:
        """Whether it is no fault if ``presence`` hears this once."""
        line = presence.line
        if line.room != self.room or line is self.but or self.only not in (None, line):
            return False
        if self.to is not None and line is not self.by and not self._is_to(line):
            return False
        return not self.done < presence.arriving

    def must_be_heard_by(self, presence: Presence) -> bool:
        """Whether ``presence`` was in when this happened, for sure, and stays to hear it; or it is
        its own arrival."""
        is_own = isinstance(self.heard, Joined) and presence.line is self.by
        was_in = presence.arrived < self.begun or is_own
        return self.certain and was_in and presence.stays and self.may_be_heard_by(presence)

    def _is_to(self, line: Line) -> bool:
        return line.name == self.to and line.dialect.tells_more


def facts(people: list[Presence], house: House | None = None) -> list[Fact]:
    """All that happened and is to be heard by somebody."""
    first_heard: dict[tuple[str, Heard], int] = {}
    for presence in people:
        for place, heard in presence.heard:
            if not isinstance(heard, Malformed):
                key = (presence.line.room, heard)
                first_heard[key] = min(place, first_heard.get(key, place))
    found: list[Fact] = []
    for presence in people:
        found.extend(_announcements(presence, people, first_heard))
        if presence.arrived < NEVER:
            dropped = _dropped(presence) if house is not None and house.is_limited else set()
            found.append(_arrival(presence))
            found.extend(_departure(presence, first_heard))
            found.extend(_utterances(presence, first_heard, dropped))
            found.extend(_whispers(presence, people, first_heard, dropped))
            found.extend(_refusals(presence, dropped))
    times = Counter((fact.room, fact.heard) for fact in found)
    return [fact if times[fact.room, fact.heard] == 1 else _left_open(fact) for fact in found]


def _left_open(fact: Fact) -> Fact:
    """Of two alike, nobody knows which it was that was heard, so neither is known to be over."""
    return fact if isinstance(fact.heard, Joined) else replace(fact, done=NEVER)


def _arrival(presence: Presence) -> Fact:
    line = presence.line
    joined, done = Joined(line.name), presence.arrived
    words = (p for p, asked in presence.asked if isinstance(asked.word, Join) and p < done)
    begun = max(words, default=presence.arriving)
    but = None if line.dialect.hears_own_arrival else line
    return Fact(joined, line.room, begun, done, place=begun, but=but, by=line)


def _departure(presence: Presence, first_heard: dict[tuple[str, Heard], int]) -> list[Fact]:
    """When the server ended the line, it did so at some time after its user's last act, or after
    the user had fallen silent; or for what was no message, of which the user may notice late."""
    line, left = presence.line, Left(presence.line.name)
    if presence.stays:
        return []
    begun = min(presence.leaving, presence.first_deaf)
    if begun == NEVER:
        begun = min(presence.first_raw, presence.last_act)
    certain = min(presence.leaving, presence.ended) < NEVER
    done = first_heard.get((line.room, left), NEVER)
    return [Fact(left, line.room, begun, done, certain, but=line, by=line)]


def _utterances(
    presence: Presence, first_heard: dict[tuple[str, Heard], int], dropped: set[int]
) -> Iterator[Fact]:
    """What is said on a line that is lost may be lost with it, unless somebody heard it, or
    something that was said later. What is said once more with the same client id is told once more
    to its sender alone, as it was said first."""
    line = presence.line
    public = [(p, said) for p, said in presence.said if said.to is None and p not in dropped]
    first: dict[str, Message] = {}
    may_be_lost = presence.was_cut or presence.was_ever_deaf or "reset" in presence.how_it_left
    heard = ((p, (line.room, line.dialect.said(line.name, said.text))) for p, said in public)
    heard_until = max((place for place, key in heard if key in first_heard), default=-1)
    for place, said in public:
        message = line.dialect.said(line.name, said.text)
        if _refusal(presence, place, said) is not None:
            continue
        if said.client_id is not None and said.client_id in first:
            again, sure = first[said.client_id], presence.stays
            yield Fact(again, line.room, place, NEVER, sure, place, only=line, by=line)
            continue
        if said.client_id is not None:
            first[said.client_id] = message
        done = first_heard.get((line.room, message), NEVER)
        certain = place <= heard_until or not may_be_lost
        yield Fact(message, line.room, place, done, certain, place, by=line)


def _whispers(
    presence: Presence,
    people: list[Presence],
    first_heard: dict[tuple[str, Heard], int],
    dropped: set[int],
) -> Iterator[Fact]:
    """Words to one other reach them and come back; if there is no such person, they are refused.
    Of an addressee who is just coming or going nobody knows, so neither is certain."""
    line = presence.line
    for place, said in presence.said:
        refused = _refusal(presence, place, said)
        if said.to is None or place in dropped or refused is not None:
            continue
        to = folded(said.to)
        private = Private(line.name, to, said.text)
        done = first_heard.get((line.room, private), NEVER)
        bearers = [p for p in people if _bears(p, to, line.room)]
        is_here = any(p.stays and p.arrived < place for p in bearers)
        may_be_here = any(p.arriving < place < _known_gone(p, first_heard) for p in bearers)
        if may_be_here:
            certain = is_here and presence.stays
            yield Fact(private, line.room, place, done, certain, place, by=line, to=to)
        if not is_here:
            nobody = Refused(line.dialect.told(Reason.NO_SUCH_USER))
            certain = not may_be_here and presence.stays
            yield Fact(nobody, line.room, place, NEVER, certain, place, line, by=line)


def _bears(presence: Presence, name: str, room: str) -> bool:
    line = presence.line
    return line.name == name and line.room == room and line.dialect.tells_more


def _known_gone(presence: Presence, first_heard: dict[tuple[str, Heard], int]) -> float:
    """Since when everybody knows that they are gone; never, while they may be here."""
    if presence.stays or presence.arrived == NEVER:
        return NEVER
    told = first_heard.get((presence.line.room, Left(presence.line.name)), NEVER)
    return told if told > presence.arrived else NEVER


def _refusals(presence: Presence, dropped: set[int]) -> Iterator[Fact]:
    """What may not be said is refused to who says it."""
    line = presence.line
    reasons: list[tuple[int, list[Reason]]] = [(place, [Reason.TOO_FAST]) for place in dropped]
    reasons += [
        (place, [reason])
        for place, said in presence.said
        if place not in dropped and (reason := _refusal(presence, place, said)) is not None
    ]
    reasons += [(p, _why(presence, p, b)) for p, b in presence.blurted if p not in dropped]
    reasons += _vain_joins(presence)
    for place, possible in sorted(reasons, key=lambda one: one[0]):
        certain = presence.stays and len(possible) == 1
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


def _refusal(presence: Presence, place: int, said: Said) -> Reason | None:
    dialect = presence.line.dialect
    if dialect.joins_by_word and place < presence.arrived:
        return dialect.told(Reason.NOT_JOINED)
    return dialect.refusal(said.text)


def _dropped(presence: Presence) -> set[int]:
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


def _announcements(
    operator: Presence, people: list[Presence], first_heard: dict[tuple[str, Heard], int]
) -> Iterator[Fact]:
    """The operator's word is heard in the room that it is for, or in all of them."""
    for place, announces in operator.announced:
        rooms = {p.line.room for p in people if announces.room in (None, p.line.room)}
        for room in sorted(rooms):
            heard = Announced(announces.text)
            done = first_heard.get((room, heard), NEVER)
            yield Fact(heard, room, place, done, place=place, by=operator.line)
