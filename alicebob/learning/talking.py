"""The first talk itself: four people come, talk and leave, and one of them says odd texts."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from alicebob.learning.first_talk import BLANK, Event, Happening, Seen, Talk
from alicebob.learning.frames import SEPARATORS, parse
from alicebob.learning.search import NothingLearned, letters, new_guest, new_word
from alicebob.learning.visitor import Stage, Visitor
from alicebob.learning.way import Way
from alicebob.transport.address import Address
from alicebob.transport.upgrade import UpgradeRejected
from alicebob.wires.wire import Wire

_TRIES = 3  # to be heard, before the talk is given up
_BURST = 10  # words that are said at once, so that a server which puts several into a frame does
ODD_TEXTS: Mapping[str, str] = {
    "trim": "  {word}  ",
    "newline-to-space": "{word}\n{word}",
    "line-feed-to-space": "{word}\r\n{word}",
    "collapse-spaces": "{word}  {word}",
    "html-escape": "{word} <b>&\"' {word}",
    "lower-case": "{word} {upper}",
    "nfc": "{word} e\u0301",
}
"""Texts that show what a server changes, each by the first change that it shows."""


def hold_talk(address: Address, wire: Wire, patience: float) -> Talk:
    """Return how the talk went. Raises ``NothingLearned``."""
    stage = Stage(address, wire, patience)
    try:
        return TalkOfFour(stage).hold()
    except UpgradeRejected as answered:
        raise NothingLearned(f"{_wire_words(wire)}: {answered}") from None
    except OSError as error:
        raise NothingLearned(f"{_wire_words(wire)}: {error.strerror or error}") from None
    finally:
        stage.close()


def _wire_words(wire: Wire) -> str:
    return f"no WebSocket is opened at {wire.url.source}"


class TalkOfFour:
    """A talk of four people on ``stage``."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._room = f"room{letters(5)}"
        self._blank_word = ""

    def hold(self) -> Talk:
        """Return how it went. Raises ``NothingLearned``, ``UpgradeRejected`` and ``OSError``."""
        alice, bob = self._arrive("Alice"), self._arrive("Bob")
        self._settle(alice, bob)
        carol = self._arrive("Carol")
        self._settle(alice, bob, carol)
        dora = self._arrive("Dora")
        self._settle(alice, bob, carol, dora)
        self._say_at_once(alice, bob, carol, dora)
        self._leave(bob, alice, carol, dora)
        self._leave(carol, alice, dora)
        self._say_odd_texts(alice, dora)
        stage = self._stage
        with stage.news:
            talk = Talk(
                tuple(stage.guests), tuple(stage.parts), tuple(stage.events), self._blank_word
            )
        return _separated(talk, self._stage.wire)

    def _arrive(self, name: str) -> Visitor:
        visitor = self._stage.arrive(new_guest(name, self._room))
        if not self._stage.wait_until(lambda: visitor.is_in or visitor.has_ended):
            frames = "".join(f"\n  {text}" for text in self._stage.received(visitor.guest.name))
            raise NothingLearned(
                f"{name} is not let in: what the way in awaits did not come. Received:"
                f"{frames or ' nothing'}"
            )
        return visitor

    def _settle(self, *people: Visitor) -> None:
        """Let everybody be heard by all the others, so that what was sent before has come."""
        for speaker in people:
            self._be_heard(speaker, [each for each in people if each is not speaker])

    def _be_heard(self, speaker: Visitor, listeners: list[Visitor]) -> str:
        """Say a word; again if it does not come, since somebody may not have been in. Return it."""
        for _ in range(_TRIES):
            word = new_word()
            speaker.say(word, word)
            if self._stage.wait_until(partial(self._came, word, listeners)):
                return word
        late = [each.guest.name for each in listeners if not self._came(word, [each])]
        ended = f" (their connection ended: {speaker.why_ended})" if speaker.has_ended else ""
        raise NothingLearned(
            f"what {speaker.guest.name} said{ended} did not come to {' and '.join(late)}. Does the "
            "chat need a first frame, or another address? Say so: --enter '…', --connect '…'"
        )

    def _came(self, word: str, listeners: list[Visitor]) -> bool:
        received = (self._stage.received(each.guest.name) for each in listeners)
        return all(any(word in text for text in texts) for texts in received)

    def _say_at_once(self, speaker: Visitor, *listeners: Visitor) -> None:
        for _ in range(_BURST):
            word = new_word()
            speaker.say(word, word)
        self._settle(speaker, *listeners)

    def _leave(self, leaver: Visitor, *others: Visitor) -> None:
        """Let somebody leave, and wait for the notice of it: its time is the server's own."""
        stage = self._stage
        stage.begin(Happening.DEPARTURE, leaver.guest.name)
        part = stage.part
        leaver.leave()
        self._settle(*others)
        words = [each.word for each in stage.events if not isinstance(each, Seen)]
        stage.wait_until(
            lambda: all(
                any(not any(word in text for word in words) for text in received)
                for received in (stage.received(each.guest.name, part) for each in others)
            )
        )

    def _say_odd_texts(self, speaker: Visitor, listener: Visitor) -> None:
        self._stage.begin(Happening.WORDS, speaker.guest.name)
        for pattern in ODD_TEXTS.values():
            word = new_word()
            speaker.say(word, pattern.format(word=word, upper=word.upper()))
        self._settle(speaker, listener)
        speaker.say("", BLANK)
        try:
            self._blank_word = self._be_heard(speaker, [listener])
            self._settle(listener, speaker)  # what the speaker alone received has come, too
        except NothingLearned:
            self._blank_word = ""  # the server may have closed the connection


def _separated(talk: Talk, wire: Wire) -> Talk:
    """Return the talk with one event for each message of a frame, if the wire says what separates
    them."""
    if wire.separator is None:
        return talk
    events: list[Event] = []
    for event in talk.events:
        if isinstance(event, Seen):
            events += [replace(event, text=text) for text in wire.split(event.text)]
        else:
            events.append(event)
    return Talk(talk.guests, talk.parts, tuple(events), talk.blank_word)


def with_separator(way: Way, talk: Talk) -> tuple[Way, Talk]:
    """Return a way that says what separates the messages in a frame, and the talk so separated; the
    same ones if no frame has several."""
    for separator in SEPARATORS:
        if _separates(separator, talk):
            ends = all(each.text.endswith(separator) for each in talk.seen())
            keys = f"separator = {json.dumps(separator)}\n{'terminated = true' * ends}\n"
            found = replace(way, keys=way.keys + keys.rstrip("\n") + "\n")
            return found, _separated(talk, found.wire())
    return way, talk


def _separates(separator: str, talk: Talk) -> bool:
    for seen in talk.seen():
        parts = seen.text.split(separator)
        said = {words[0].word for part in parts if (words := talk.words_in(part))}
        if seen.text.endswith(separator) or (len(said) > 1 and parse(seen.text) is None):
            return True
    return False
