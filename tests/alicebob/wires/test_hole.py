"""Values that fill holes: when two are equal, and how one is written into a text."""

import pytest

from alicebob.wires.hole import as_text, same


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", "a"),
        (5, "5"),
        (5.0, "5"),
        (1.5, "1.5"),
        (1e300, "1e+300"),
        (True, "true"),
        (None, "null"),
    ],
)
def test_a_value_is_written(value: object, text: str) -> None:
    assert as_text(value) == text


@pytest.mark.parametrize(
    ("one", "other"), [(1, 1.0), ([1, {"a": 2}], [1.0, {"a": 2.0}]), ("a", "a"), (None, None)]
)
def test_equal_values(one: object, other: object) -> None:
    assert same(one, other)
    assert same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *((True, 1), (False, 0), ([1], [True]), ({"a": 0}, {"a": False}), ("1", 1)),
        *(([1], [1, 2]), ({"a": 1}, {"b": 1}), ({"a": 1}, {"a": 1, "b": 1}), ([], {}), (None, 0)),
    ],
)
def test_different_values(one: object, other: object) -> None:
    assert not same(one, other)
    assert not same(other, one)
