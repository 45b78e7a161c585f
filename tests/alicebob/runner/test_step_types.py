"""Types in step sentences: quoted texts, names and numbers."""

import re

import pytest

from alicebob.runner.step_types import names, number, quoted


def pattern_of(reader: object) -> str:
    return str(getattr(reader, "pattern", ""))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ('"Alice"', ["Alice"]),
        ('"Alice" and "Bob"', ["Alice", "Bob"]),
        ('"Alice", "Bob" and "Carol"', ["Alice", "Bob", "Carol"]),
        ('"Alice", "Bob", "Carol" and "Dave"', ["Alice", "Bob", "Carol", "Dave"]),
        ('"and, " and ""', ["and, ", ""]),
    ],
)
def test_a_list_of_names_is_read(text: str, read: list[str]) -> None:
    assert names(text) == read


@pytest.mark.parametrize("text", ['"Alice" and "Bob"', '"Alice", "Bob" and "Carol"'])
def test_a_list_of_names_is_known_as_one(text: str) -> None:
    assert re.fullmatch(pattern_of(names), text)


@pytest.mark.parametrize("text", ["Alice", '"Alice" "Bob"', '"Alice" and', '"Alice", and "Bob"'])
def test_what_is_no_list_of_names_is_not_taken_for_one(text: str) -> None:
    assert not re.fullmatch(pattern_of(names), text)


@pytest.mark.parametrize(("text", "read"), [("7", 7), ("65,536", 65_536), ("600,000", 600_000)])
def test_a_number_may_have_commas(text: str, read: int) -> None:
    assert number(text) == read


@pytest.mark.parametrize("text", ["", "-1", ",7", "seven"])
def test_what_is_no_number_is_not_taken_for_one(text: str) -> None:
    assert not re.fullmatch(pattern_of(number), text)


def test_what_is_quoted_ends_at_the_first_quote() -> None:
    assert re.match(pattern_of(quoted), 'hi" and more')[0] == "hi"  # type: ignore[index]


def test_what_is_quoted_may_be_nothing() -> None:
    assert re.fullmatch(pattern_of(quoted), "")
