"""The facts that a talk shows, each with what was seen of it."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alicebob.learning.first_talk import Happening, Saying, Seen
from alicebob.learning.replay import ReadTalk
from alicebob.model.facts import CHANGES, Blank, Order, Shows, Told, changed
from alicebob.wires.heard import Heard, HeardKind


@dataclass(frozen=True, slots=True)
class Finding:
    """A fact of a server: its key in ``[facts]``, its value, and a sentence about what was seen."""

    fact: str
    value: object
    sentence: str


def findings(read: ReadTalk) -> list[Finding]:
    """Return the facts that a talk shows, in the order of ``[facts]``."""
    every = (
        _shows(read),
        _echo(read),
        _arrivals(read),
        _departures(read),
        _order(read),
        _history(read),
        _changes(read),
        _blank(read),
    )
    return [finding for finding in every if finding is not None]


def called(name: str) -> str:
    """Return the name of a guest without the letters that make it unique."""
    return next((n for n in ("Alice", "Bob", "Carol", "Dora") if name.startswith(n)), name)


def _shows(read: ReadTalk) -> Finding | None:
    messages = list(read.words(HeardKind.MESSAGE))
    if not messages:
        return None
    wrong = [(heard, said) for _, heard, said in messages if not _is_by(read, heard, said)]
    if not wrong:
        is_number = messages[0][1].number is not None
        if is_number:
            return Finding("shows", Shows.NUMBER, "each message had the number of its sender")
        is_own = all(name == given for name, given in read.names.items())
        shows = Shows.NAME if is_own else Shows.GIVEN
        who = "that its sender chose" if is_own else "that the server gave its sender"
        return Finding("shows", shows, f"each message had the name {who}")
    shown = wrong[0][0].user or wrong[0][0].number
    what = f"the words of {called(wrong[0][1].who)} came as from {shown!r}"
    sentence = what if shown else "messages show nothing of their sender"
    return Finding("shows", Shows.NOTHING, sentence)


def _is_by(read: ReadTalk, heard: Heard, said: Saying) -> bool:
    number = str(read.talk.guest(said.who).number)
    if heard.number is not None:
        return heard.number == number
    return heard.user is not None and heard.user == read.names[said.who]


def _echo(read: ReadTalk) -> Finding:
    own = [said for seen, _, said in read.words(HeardKind.MESSAGE) if seen.who == said.who]
    words = "received" if own else "did not receive"
    return Finding("echo", bool(own), f"Alice {words} her own words as the others did")


def _arrivals(read: ReadTalk) -> Finding:
    newcomers = {part.who for part in read.talk.parts if part.happening is Happening.ARRIVAL}
    told = list(read.heard(HeardKind.JOINED))
    own = [
        (seen, heard)
        for seen, heard in told
        if read.talk.is_greeting(seen)
        and (heard.user is None or heard.user == read.names[seen.who])
        and (heard.number is None or heard.number == str(read.talk.guest(seen.who).number))
    ]
    if own and {seen.who for seen, _ in own} == newcomers:
        return Finding("arrivals", Told.ALL, "the newcomer was told of it, too")
    if told:
        return Finding("arrivals", Told.OTHERS, "only the others were told when somebody came")
    if _has_lists(read, Happening.ARRIVAL):
        return Finding("arrivals", Told.OTHERS, "the others got a new list when somebody came")
    return Finding("arrivals", Told.UNTOLD, "nobody was told when Bob, Carol and Dora came")


def _departures(read: ReadTalk) -> Finding:
    if any(read.heard(HeardKind.LEFT)):
        return Finding("departures", Told.OTHERS, "the others were told when somebody left")
    if _has_lists(read, Happening.DEPARTURE):
        return Finding("departures", Told.OTHERS, "the others got a new list when somebody left")
    return Finding("departures", Told.UNTOLD, "nobody was told when Bob and Carol left")


def _has_lists(read: ReadTalk, happening: Happening) -> bool:
    return any(
        heard.users is not None
        and read.talk.parts[seen.part].happening is happening
        and read.talk.parts[seen.part].who != seen.who
        for seen, heard in read.heard(HeardKind.HERE)
    )


def _order(read: ReadTalk) -> Finding:
    place = {word: index for index, word in enumerate(read.talk.words)}
    orders: dict[tuple[str, str], list[int]] = {}
    for seen, _, said in read.words(HeardKind.MESSAGE):
        orders.setdefault((seen.who, said.who), []).append(place[said.word])
    for (listener, speaker), order in orders.items():
        if order != sorted(order):
            what = f"{called(listener)} received words of {called(speaker)} in another order"
            return Finding("order", Order.UNKNOWN, what)
    return Finding("order", Order.KEPT, "all words came in the order in which they were said")


def _history(read: ReadTalk) -> Finding:
    last = read.talk.guests[-1].name
    before = [said for said in read.talk.words.values() if said.part < read.talk.arrival(last)]
    received = {
        said.word
        for seen, heard in read.heard(HeardKind.PAST)
        if seen.who == last
        for each in heard.past or (heard,)
        for said in read.talk.words_in(each.text or "")
        if said in before
    }
    if not received:
        return Finding("history", "none", "a newcomer received no earlier words")
    if len(received) == len(before):
        what = f"Dora received all {len(before)} earlier messages of her room"
        return Finding("history", "all", what)
    what = f"Dora received {len(received)} of the {len(before)} earlier messages of her room"
    return Finding("history", len(received), what)


def _changes(read: ReadTalk) -> Finding | None:
    pairs = [
        (said.text, heard.text or "")
        for seen, heard, said in read.words(HeardKind.MESSAGE)
        if seen.who != said.who and not said.is_plain
    ]
    if not pairs:
        return None
    best = max(_subsets(), key=lambda each: (_explained(each, pairs), -len(each)))
    strange = [(sent, got) for sent, got in pairs if changed(sent, best) != got]
    if strange:
        sent, got = strange[0]
        return Finding("changes", best, f"it does not explain that {sent!r} came as {got!r}")
    altered = [(sent, got) for sent, got in pairs if sent != got]
    if not altered:
        return Finding("changes", (), "odd texts came as they were said")
    return Finding("changes", best, "; ".join(f"{sent!r} came as {got!r}" for sent, got in altered))


def _subsets() -> Iterable[tuple[str, ...]]:
    """Return the changes that a server may make, the fewest first."""
    escapes = [name for name in CHANGES if name.startswith("html")]
    subsets = itertools.chain.from_iterable(
        itertools.combinations(CHANGES, count) for count in range(len(CHANGES) + 1)
    )
    return (each for each in subsets if sum(name in escapes for name in each) < 2)


def _explained(changes: Sequence[str], pairs: Sequence[tuple[str, str]]) -> int:
    return sum(changed(sent, changes) == got for sent, got in pairs)


def _blank(read: ReadTalk) -> Finding | None:
    talk = read.talk
    if not talk.blank_word:
        return None
    listener = talk.guests[-1].name
    told = [
        seen
        for seen, heard in read.heard(HeardKind.MESSAGE)
        if seen.who == listener and not (heard.text or "").strip()
    ]
    if told:
        return Finding("blank", Blank.TOLD, "a text of three blanks came to the others")
    if any(_is_after_blank(read, seen) for seen, _ in read.heard(HeardKind.REFUSED)):
        return Finding("blank", Blank.REFUSED, "Alice received a refusal of three blanks")
    return Finding("blank", Blank.DROPPED, "a text of three blanks came to nobody")


def _is_after_blank(read: ReadTalk, seen: Seen) -> bool:
    return read.talk.parts[seen.part].happening is Happening.WORDS
