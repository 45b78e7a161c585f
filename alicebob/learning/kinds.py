"""Sorts what was received in a first talk by what it means."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from alicebob.learning.first_talk import BLANK, Guest, Happening, Saying, Seen, Talk
from alicebob.learning.frames import Marks, parse, shape
from alicebob.learning.generalise import ANY, USER, Example, TemplateSource, template_of
from alicebob.wires.heard import HeardKind

_NAMES_OF_A_LIST = 2
LISTS = ("$each", "$keys", "$values")
"""The words of a template for lists of any length, which are only received."""


@dataclass(frozen=True, slots=True)
class MarkedFrame:
    """A frame, and what is known of it: the holes for its known values, and whom it is about."""

    seen: Seen
    marks: Marks
    about: str = ""

    @property
    def is_to_itself(self) -> bool:
        """True if it came to the one whom it is about."""
        return self.seen.who == self.about


@dataclass(frozen=True, slots=True)
class Kind:
    """Frames of one meaning, with the template that they all fit."""

    means: HeardKind
    template: TemplateSource
    readings: Sequence[MarkedFrame]


@dataclass(slots=True)
class Sorted:
    """The readings of a talk, by what they mean."""

    talk: Talk
    by_meaning: defaultdict[HeardKind, list[MarkedFrame]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, means: HeardKind, readings: Iterable[MarkedFrame]) -> None:
        """Add readings."""
        self.by_meaning[means] += readings

    def kinds(self) -> list[Kind]:
        """Return one kind for each meaning and form, the most particular one first."""
        found = []
        for means, readings in self.by_meaning.items():
            for alike in _by_form(means, readings):
                template = template_of([self.example(each) for each in alike])
                found.append(Kind(means, template, alike))
        return sorted(found, key=lambda kind: -kind.template.weight)

    def example(self, reading: MarkedFrame) -> Example:
        """Return a reading as an example for a template."""
        signs = frozenset(sign for guest in self.talk.guests for sign in guest.signs)
        present = self.talk.present(reading.seen.part)
        return Example(reading.seen.text, reading.marks, signs, present)


def sorted_by_meaning(talk: Talk) -> Sorted:
    """Return everything that was received, by what it means."""
    result = Sorted(talk)
    _sort_words(talk, result)
    others = [seen for seen in talk.seen() if not talk.words_in(seen.text)]
    answers = [seen for seen in others if _is_answer(talk, seen)]
    others = [seen for seen in others if seen not in answers]
    named = [seen for seen in others if talk.mentioned(seen.text)]
    _sort_notices(talk, named, result)
    _sort_nameless(talk, [seen for seen in others if seen not in named], result)
    _sort_answers(talk, answers, result)
    return result


def _is_answer(talk: Talk, seen: Seen) -> bool:
    """Return True for what comes of a blank text; late notices of a departure come then, too."""
    is_then = talk.parts[seen.part].happening is Happening.WORDS
    return is_then and not any(talk.has_left(g.name, seen.part) for g in talk.mentioned(seen.text))


def _sort_answers(talk: Talk, answers: Sequence[Seen], result: Sorted) -> None:
    """Sort what came of a blank text: a message, or a refusal to its speaker alone."""
    known = {
        shape(each.seen.text, each.marks)
        for readings in result.by_meaning.values()
        for each in readings
    }
    for seen in answers:
        speaker = talk.guest(talk.parts[seen.part].who)
        reading = MarkedFrame(seen, _marks(talk, [speaker]), speaker.name)
        with_blank = {**reading.marks, BLANK: "{text}"}
        is_known = shape(seen.text, with_blank) in known
        is_for_all = any(each.text == seen.text and each.who != seen.who for each in answers)
        if reading.is_to_itself and not is_for_all and not is_known and seen.text.strip():
            result.add(HeardKind.REFUSED, [reading])


def _marks(talk: Talk, about: Iterable[Guest], said: Iterable[Saying] = ()) -> Marks:
    """Return the holes for the values that are known, of those whom a frame is about."""
    marks = {sign: ANY for guest in talk.guests for sign in guest.signs}
    for guest in about:
        marks[str(guest.number)] = "{number}"
        marks[guest.given or guest.name] = USER
    marks[talk.guests[0].room] = "{room}"
    return {**marks, **{saying.word: "{text}" for saying in said}}


def _sort_words(talk: Talk, result: Sorted) -> None:
    """Sort frames in which somebody's words are: messages, receipts and earlier messages."""
    own: list[MarkedFrame] = []
    messages: list[MarkedFrame] = []
    for seen in talk.seen():
        said = [each for each in talk.words_in(seen.text) if each.is_plain]
        if not said:
            continue
        speakers = [talk.guest(each.who) for each in said]
        reading = MarkedFrame(seen, _marks(talk, speakers, said), speakers[0].name)
        if len(said) > 1 or said[0].part < talk.arrival(seen.who):
            result.add(HeardKind.PAST, [reading])
        else:
            (own if reading.is_to_itself else messages).append(reading)
    result.add(HeardKind.MESSAGE, messages)
    forms = {shape(each.seen.text, each.marks) for each in messages}
    for each in own:
        is_message = shape(each.seen.text, each.marks) in forms
        result.add(HeardKind.MESSAGE if is_message else HeardKind.RECEIPT, [each])


def _sort_notices(talk: Talk, named: Iterable[Seen], result: Sorted) -> None:
    """Sort frames without words that name somebody: lists, notices, and what greets a newcomer."""
    to_itself = []
    for seen in named:
        guests = talk.mentioned(seen.text)
        if len(guests) >= _NAMES_OF_A_LIST or _is_list(talk, seen.text):
            result.add(HeardKind.HERE, [MarkedFrame(seen, _marks_of_list(talk, seen.text))])
            continue
        (guest,) = guests
        reading = MarkedFrame(seen, _marks(talk, guests), guest.name)
        if reading.is_to_itself:
            to_itself.append(reading)
        elif talk.has_left(guest.name, seen.part):
            result.add(HeardKind.LEFT, [reading])
        else:
            result.add(HeardKind.JOINED, [reading])
    joins = {shape(r.seen.text, r.marks) for r in result.by_meaning[HeardKind.JOINED]}
    for reading in to_itself:
        is_notice = shape(reading.seen.text, reading.marks) in joins
        result.add(HeardKind.JOINED if is_notice else HeardKind.IGNORE, [reading])


def _marks_of_list(talk: Talk, text: str) -> Marks:
    """Return the hole for a list of people that is written as text."""
    if parse(text) is not None:
        return {}
    sign = "(?:" + "|".join(map(re.escape, _signs(talk))) + ")"
    found = re.search(f"{sign}(?:, ?{sign})*", text)
    return {} if found is None else {found[0]: "{users:list}"}


def _is_list(talk: Talk, text: str) -> bool:
    """Return True if a list or an object of people is in ``text``."""
    template = template_of([Example(text, {}, frozenset(_signs(talk)))])
    return any(sign in template.body for sign in ("{users:list}", "$each", "$keys"))


def _signs(talk: Talk) -> Iterable[str]:
    return (sign for guest in talk.guests for sign in guest.signs)


def _sort_nameless(talk: Talk, nameless: Iterable[Seen], result: Sorted) -> None:
    """Sort frames without words or names by when they came, and to whom. What looks like a list of
    earlier messages is one, of words from before the talk."""
    earlier = {shape(each.seen.text, {}) for each in result.by_meaning[HeardKind.PAST]}
    alike: Mapping[object, list[MarkedFrame]] = defaultdict(list)
    for seen in nameless:
        if shape(seen.text, {}) in earlier:
            continue
        about = seen.who if talk.is_greeting(seen) else talk.parts[seen.part].who
        reading = MarkedFrame(seen, _marks(talk, ()), about)
        alike[shape(seen.text, reading.marks)].append(reading)
    for readings in alike.values():
        result.add(_meaning_of_nameless(talk, readings, result), readings)


def _meaning_of_nameless(talk: Talk, readings: Sequence[MarkedFrame], result: Sorted) -> HeardKind:
    parts = {r.seen.part for r in readings if not r.is_to_itself}
    moments = {talk.parts[part].happening for part in parts}
    template = template_of([result.example(each) for each in readings])
    for happening, means in (
        (Happening.ARRIVAL, HeardKind.JOINED),
        (Happening.DEPARTURE, HeardKind.LEFT),
    ):
        expected = {i for i, part in enumerate(talk.parts[1:], 1) if part.happening is happening}
        if parts == expected and not result.by_meaning[means]:
            return means
    is_count = template.has("count") and len(moments) > 1
    return HeardKind.HERE if is_count else HeardKind.IGNORE


def _by_form(means: HeardKind, readings: Sequence[MarkedFrame]) -> list[Sequence[MarkedFrame]]:
    """Return the readings in groups of one form. What is ignored must be exactly alike, so that no
    more is ignored than what was seen."""
    groups: dict[object, list[MarkedFrame]] = defaultdict(list)
    for each in readings:
        is_ignored = means is HeardKind.IGNORE
        groups[shape(each.seen.text, each.marks) if is_ignored else _form(each)].append(each)
    return list(groups.values())


def _form(reading: MarkedFrame) -> object:
    """Return the keys of an object; of anything else its shape."""
    parsed = parse(reading.seen.text)
    if parsed is not None and isinstance(parsed.value, dict):
        return parsed.prefix, frozenset(parsed.value)
    return shape(reading.seen.text, reading.marks)
