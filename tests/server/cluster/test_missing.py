"""Missed entries of a room are read whole, or not at all."""

from typing import Any

import pytest

from server.cluster.entries import encode
from server.cluster.missing import missing_after, reading
from server.core.events import Announcement, PublicMessage

EPOCH = "5-x"


def item(offset: int, kind: str = "m", at: int = 0) -> list[Any]:
    entry = PublicMessage("Alice", str(offset)) if kind == "m" else Announcement(str(offset), 1)
    fields = [b"p", encode(entry, f"n.1.{offset}").encode()]
    return [f"{100 + offset}-{offset}".encode(), fields + ([b"at", b"%d" % at] if at else [])]


def replies(last: int, history: list[int], notices: list[int]) -> list[Any]:
    state = [EPOCH.encode(), b"%d" % last, b"%d" % (100 + last)]
    return [state, [item(n) for n in history], [item(n, "a") for n in notices]]


def offsets(offset: int, place: int, answer: list[Any]) -> list[int] | None:
    found = missing_after(offset, place, EPOCH, answer)
    return None if found is None else [each.offset for each in found]


def test_a_room_is_read_from_the_last_place_on() -> None:
    commands = reading(("s", "h", "n", "rest"), 7, 107)
    assert commands[1:] == [("XRANGE", "h", "107-7", "+"), ("XRANGE", "n", "107-7", "+")]


def test_messages_and_notices_are_in_one_order() -> None:
    found = missing_after(1, 101, EPOCH, replies(4, [1, 3], [2, 4]))
    assert found is not None
    assert [(each.offset, each.sequence, each.origin) for each in found] == [
        (2, 102, "n.1.2"),
        (3, 103, "n.1.3"),
        (4, 104, "n.1.4"),
    ]
    assert found[1].entry == PublicMessage("Alice", "3", 103)
    assert found[0].entry == Announcement("2", 1)


def test_the_time_of_a_clock_that_was_set_back_is_kept() -> None:
    answer = [[EPOCH.encode(), b"1", b"101"], [item(1, at=50)], []]
    found = missing_after(0, 0, EPOCH, answer)
    assert found is not None
    assert found[0].entry == PublicMessage("Alice", "1", 101, "", 50)


def test_nothing_is_missing_where_the_last_place_is_the_last() -> None:
    assert offsets(3, 103, replies(3, [], [])) == []
    assert offsets(3, 103, replies(3, [3], [])) == []


@pytest.mark.parametrize(
    ("offset", "place", "answer"),
    [
        (3, 103, replies(6, [4, 6], [])),  # one in between is gone
        (3, 103, replies(6, [3, 4, 5], [])),  # the last one is gone
        (3, 103, replies(6, [5, 6], [])),  # and the place itself
        (3, 999, replies(4, [3, 4], [])),  # the same number, of another order
        (3, 103, replies(2, [], [])),  # the store has forgotten it
        (3, 103, [[None, None, None], [], []]),
        (3, 103, [[b"6-y", b"3", b"103"], [], []]),
        (3, 103, [[EPOCH.encode(), b"4", b"104"], ValueError("no"), []]),
    ],
)
def test_what_is_not_whole_is_nothing(offset: int, place: int, answer: list[Any]) -> None:
    assert offsets(offset, place, answer) is None
