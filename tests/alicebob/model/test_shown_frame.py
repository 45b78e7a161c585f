"""A malformed frame is shown with all its keys, on one line, whatever it is."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alicebob.model.received import Malformed
from alicebob.model.shown_frame import shown_frame

LONG = "x" * 70_000
MOST = 440  # characters of a frame that is shown
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def test_a_short_frame_is_shown_as_it_is() -> None:
    assert shown_frame('{"type": "message", "id": 5}') == '"{"type": "message", "id": 5}"'


def test_a_long_frame_is_shown_with_all_its_keys() -> None:
    frame = {"type": "message", "content": LONG, "id": "7", "timestamp": None, "extra": [1, {}]}
    assert shown_frame(json.dumps(frame)) == (
        '{"type": "message", "content": "xxxxxxxxx … xxxxxxxxxxxx" (70,000 characters), "id": "7", '
        '"timestamp": null, "extra": [1, {}]} (70,082 characters)'
    )


def test_a_key_that_a_frame_has_twice_is_shown_twice() -> None:
    assert shown_frame(f'{{"a": "{LONG}", "a": 1}}').count('"a": ') == len("aa")


def test_the_items_of_a_long_list_are_counted() -> None:
    assert '"users": [0, 1, 2, … 997 more …]' in shown_frame(json.dumps({"users": [*range(1000)]}))


@pytest.mark.parametrize(
    "raw",
    [LONG, "[" * 70_000, f'{{"a": {"1" * 5_000}}}', f'"{LONG}"', '{"a": ' * 5_000, "\x00" * 90],
)
def test_any_other_frame_is_shown_with_its_length(raw: str) -> None:
    assert shown_frame(raw).endswith(f" ({len(raw):,} characters)")


@pytest.mark.parametrize(
    "content", [{f"key {n}": n for n in range(5_000)}, {LONG: 1}, {"a": [[[[[[LONG]]]]]]}]
)
def test_a_frame_that_is_too_large_is_cut(content: object) -> None:
    assert len(shown_frame(json.dumps(content))) <= MOST


@given(JSON)
def test_a_frame_takes_one_line(content: object) -> None:
    shown = shown_frame(json.dumps(content))
    assert (shown.isprintable(), len(shown) <= MOST) == (True, True)


def test_a_malformed_frame_is_reported_so() -> None:
    told = str(Malformed(f'{{"id": 5, "content": "{LONG}", "nonsense": true}}', "no type"))
    assert told.startswith('malformed frame (no type): {"id": 5, "content": "xxx')
    assert '"nonsense": true' in told
