"""Ids are compared as numbers, or by the rule under which a server's ids grow."""

import pytest

from alicebob.laws.ids import rank_of

ROWS = {
    "numbers": ["9", "10", "200"],
    "numbers with zeros before them": ["0009", "0010", "0200"],
    "ULIDs": ["01HXAAAAAA", "01HXAAAAAB", "01HY000000"],
    "a number in base 36": ["y", "z", "10", "11"],
    "numbers behind a word": ["message-9", "message-10", "message-200"],
    "a part and a number": ["1-7", "1-8", "1-10", "2-0"],
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_ids_that_a_server_lets_grow_are_in_order(row: list[str]) -> None:
    rank, falling = rank_of([row]), row[::-1]
    assert sorted(falling, key=rank) == row


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_ids_that_fall_are_not_in_order_by_any_rule(row: list[str]) -> None:
    falling = [row[0], row[2], row[1], *row[3:], row[0]]
    rank = rank_of([falling])
    assert sorted(falling, key=rank) != falling


def test_decimal_ids_are_numbers_even_if_they_would_grow_as_texts() -> None:
    assert sorted(["10", "9"], key=rank_of([["10", "9"]])) == ["9", "10"]


def test_ids_that_nobody_saw_in_a_row_can_be_compared() -> None:
    assert sorted(["01HY", "01HX", "7"], key=rank_of([])) == ["7", "01HX", "01HY"]
