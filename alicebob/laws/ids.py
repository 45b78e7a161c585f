"""The order of message ids, which a server chooses: numbers, or texts that grow.

Decimal ids are compared as numbers, and so are ids of which nothing is known yet. Others are
compared by the first rule under which they grow in everything that clients received: as texts
("01HX…" before "01HY…"), by length and then as texts ("z" before "10"), or by the numbers in them
("m-9" before "m-10").
"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

Rank = tuple[object, ...]
RankOf = Callable[[str], Rank]
"""Returns the place of an id; the places of two ids can be compared."""

_NUMBER = re.compile(r"([0-9]+)")


def by_value(id: str) -> Rank:
    """Return the place of a decimal id; any other stands behind all of these."""
    return (0, int(id)) if _is_decimal(id) else (1, id)


def _by_text(id: str) -> Rank:
    return (id,)


def _by_length(id: str) -> Rank:
    return (len(id), id)


def _by_numbers(id: str) -> Rank:
    """Return texts and numbers in turns, so that each is compared with its like."""
    parts = _NUMBER.split(id)
    return tuple(int(part) if at % 2 else part for at, part in enumerate(parts))


def rank_of(rows: Iterable[Sequence[str]]) -> RankOf:
    """Return the order of the ids in ``rows``, each of which grows on a sound server."""
    seen = [list(row) for row in rows]
    if all(_is_decimal(id) for row in seen for id in row):
        return by_value
    rules: list[RankOf] = [_by_text, _by_length, _by_numbers]
    return next((rule for rule in rules if all(_grows(row, rule) for row in seen)), _by_text)


def _is_decimal(id: str) -> bool:
    return id.isascii() and id.isdecimal()


def _grows(row: Sequence[str], rule: RankOf) -> bool:
    return all(rule(a) <= rule(b) for a, b in pairwise(row))
