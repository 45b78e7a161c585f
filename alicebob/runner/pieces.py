"""The work of a run in pieces, for several processes: how it is cut, and who gets what when.

Pure: scenarios go in, pieces come out.
"""

import random
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

LONGEST = 250  # steps, about 3 seconds on a machine with nothing else to do


@dataclass(frozen=True, slots=True)
class Place:
    """A scenario that is to be judged, by its file and line, and the number of its steps."""

    path: str
    line: int
    steps: int = 1


Piece = tuple[Place, ...]
"""Scenarios of one feature, which one process judges one after the other."""


def steps_of(piece: Piece) -> int:
    """Return the number of steps in a piece, the best guess of how long it takes."""
    return sum(place.steps for place in piece)


def cut(places: Sequence[Place]) -> list[Piece]:
    """Return the scenarios of each feature in pieces of at most ``LONGEST`` steps, in their order;
    a scenario with more is a piece of its own."""
    pieces: list[Piece] = []
    for _, of_one_file in groupby(places, key=lambda place: place.path):
        piece: Piece = ()
        for place in of_one_file:
            if piece and steps_of((*piece, place)) > LONGEST:
                pieces.append(piece)
                piece = ()
            piece = (*piece, place)
        pieces.append(piece)
    return pieces


def longest_first(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces in the order in which several processes end at about the same time."""
    return sorted(pieces, key=lambda piece: -steps_of(piece))


def shuffled(places: Iterable[Place], seed: int) -> list[Piece]:
    """Return each scenario as a piece of its own, in the random order of ``seed``."""
    pieces: list[Piece] = [(place,) for place in places]
    random.Random(seed).shuffle(pieces)
    return pieces


class Pile:
    """The pieces that no process has taken yet."""

    def __init__(self, pieces: Sequence[Piece], shares: int = 1) -> None:
        """Put all pieces on one pile, or deal them out in ``shares``.

        From one pile, whoever is free takes the next piece, so all are busy to the end. A share
        always has the same pieces, so what one process judges does not depend on the others.
        """
        self._shares = [deque(pieces[share::shares]) for share in range(shares)]

    def take(self, process: int) -> Piece | None:
        """Return the next piece for a process, counted from 0; None when there is none left."""
        share = self._shares[process % len(self._shares)]
        return share.popleft() if share else None
