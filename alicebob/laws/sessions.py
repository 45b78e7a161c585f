"""Who was in when, what they said and what they heard, worked out from a scenario's journal.

Places in the journal serve as time. An act stands in the journal before it is done, a hearing after
it was heard; so "this entry is before that one" is known, and everything else is left open.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from alicebob.model.received import Heard
from alicebob.model.sent import Join, Question, Type
from alicebob.record.journal import (
    Announces,
    Arrived,
    Arriving,
    Asked,
    Blurted,
    Deaf,
    Ended,
    Entry,
    Hearing,
    Hears,
    Leaving,
    Line,
    Said,
    Sent,
)

NEVER = math.inf


@dataclass(slots=True)
class Presence:
    """When one line was in, as places in the journal; and what it heard and said there."""

    line: Line
    arriving: float = NEVER
    arrived: float = NEVER
    last_act: float = NEVER
    first_raw: float = NEVER  # sent something else than a message: the server may end the line
    first_deaf: float = NEVER
    deaf: float = NEVER
    leaving: float = NEVER
    ended: float = NEVER
    how_it_left: str = ""
    how_it_ended: Ended | None = None
    heard: list[tuple[int, Heard]] = field(default_factory=list)
    said: list[tuple[int, Said]] = field(default_factory=list)
    asked: list[tuple[int, Asked]] = field(default_factory=list)
    blurted: list[tuple[int, Blurted]] = field(default_factory=list)
    announced: list[tuple[int, Announces]] = field(default_factory=list)

    @property
    def stays(self) -> bool:
        """Is in and hears, as far as the journal goes."""
        return self.arrived < NEVER and min(self.deaf, self.leaving, self.ended) == NEVER

    @property
    def asked_at_the_door(self) -> list[int]:
        """The places of what was asked before one was in, but for asking to join."""
        outside = [(p, asked.word) for p, asked in self.asked if p < self.arrived]
        return [place for place, word in outside if not isinstance(word, Join)]

    @property
    def asked_inside(self) -> list[tuple[int, Join | Type | Question]]:
        """What was asked by somebody who was in, with its place."""
        return [(place, asked.word) for place, asked in self.asked if place > self.arrived]

    @property
    def was_cut(self) -> bool:
        """The server ended the line, though its user did not."""
        return self.ended < NEVER and self.leaving == NEVER

    @property
    def was_ever_deaf(self) -> bool:
        """The user stopped reading at some time, so the server may have given it up."""
        return self.first_deaf < NEVER

    def note(self, place: int, entry: Entry) -> None:
        """Takes in the next entry of this line."""
        match entry.what:
            case Arriving():
                self.arriving = place
            case Arrived():
                self.line = entry.line  # it may have joined under another name than it came with
                self.arrived = self.last_act = place
            case Deaf():
                self.deaf = self.last_act = place
                self.first_deaf = min(self.first_deaf, place)
            case Hearing() if self.ended == NEVER:
                self.deaf = NEVER
            case Leaving(how):
                if self.ended == NEVER:
                    self.leaving, self.how_it_left = place, how
            case Ended():
                self.ended, self.how_it_ended = place, entry.what
            case Hears(heard, _):
                self.heard.append((place, heard))
            case _:
                self._note_speech(place, entry)

    def _note_speech(self, place: int, entry: Entry) -> None:
        match entry.what:
            case Said():
                self.said.append((place, entry.what))
                self.last_act = place
            case Asked():
                self.asked.append((place, entry.what))
                self.last_act = place
            case Blurted():
                self.blurted.append((place, entry.what))
                self.last_act = place
            case Announces():
                self.announced.append((place, entry.what))
            case Sent():
                self.last_act = place
                self.first_raw = min(self.first_raw, place)


def presences(entries: Iterable[Entry]) -> list[Presence]:
    """One for each line in the journal, in the order in which they came."""
    found: dict[int, Presence] = {}
    for place, entry in enumerate(entries):
        found.setdefault(entry.line.number, Presence(entry.line)).note(place, entry)
    return list(found.values())
