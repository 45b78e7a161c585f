"""JSON and times, as the dialects write them: with orjson and without the same."""

from datetime import UTC, datetime, timedelta
from json import dumps, loads

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.clock import LATEST
from server.dialects import json
from server.dialects.json import can_be_sent, timestamp, to_json

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
YEAR_3000 = 32_503_680_000_000_000  # microseconds since the epoch
texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.one_of(texts, st.booleans(), st.integers(-(2**53), 2**53)),
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
)


@given(values)
def test_what_is_written_is_the_same_without_orjson(value: object) -> None:
    assert to_json(value) == json._to_json_in_python(value)


@pytest.mark.parametrize("text", ["\u4f60\u597d", "\U0001f98a", "\u2028", "\x7f", "\ufeff", "/"])
def test_beyond_ascii_characters_stand_as_they_are(text: str) -> None:
    assert to_json(text) == f'"{text}"'.encode()


@given(st.integers(0, YEAR_3000))
def test_a_time_is_written_as_rfc_3339_has_it(at: int) -> None:
    time = EPOCH + timedelta(microseconds=at)
    assert timestamp(at) == time.strftime("%Y-%m-%dT%H:%M:%S.%f") + "Z"


@given(st.integers(0, YEAR_3000), st.integers(0, YEAR_3000))
def test_times_stand_in_the_order_of_their_texts(one: int, other: int) -> None:
    assert (timestamp(one) < timestamp(other)) == (one < other)


@given(st.text())
def test_what_has_a_form_in_utf8_can_be_sent(text: str) -> None:
    assert can_be_sent(text) == (text.encode(errors="ignore").decode() == text)


@pytest.mark.parametrize("text", ["\ud800", "a\udfff", "\udc00\ud800"])
def test_half_a_surrogate_pair_cannot_be_sent(text: str) -> None:
    assert not can_be_sent(text)


@pytest.mark.parametrize("digits", ["9" * 21, "-" + "9" * 21, "9" * 310, "9" * 400_000])
def test_a_number_of_many_digits_is_read_as_one_with_an_exponent(digits: str) -> None:
    assert json._from_json_in_python(digits) == float(digits)


def test_a_number_of_twenty_digits_is_read_to_the_digit() -> None:
    assert json._from_json_in_python("9" * 20) == 10**20 - 1


def test_what_orjson_does_not_take_is_not_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("orjson")
    monkeypatch.setattr(json, "_from_json_in_python", pytest.fail)
    with pytest.raises(json.InvalidJson):
        json.readily_from_json('"\\ud800"')


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"a":[', ' [ {"\\"[": '])
def test_a_text_that_is_nested_too_deeply_is_rejected_by_every_parser(opening: str) -> None:
    closing = "".join("]" if each == "[" else "}" for each in reversed(opening) if each in "[{")
    with pytest.raises(json.InvalidJson):
        json.from_json(opening * 1000 + "1" + closing * 1000)
    with pytest.raises(json.InvalidJson):
        json.from_json(opening * (json.MOST_NESTED + 1))


def test_a_text_may_be_nested_as_deeply_as_is_allowed() -> None:
    text = "[" * json.MOST_NESTED + "1" + "]" * json.MOST_NESTED
    assert dumps(json.from_json(text)) == text


@pytest.mark.parametrize("content", ["[" * 1000, "{[" * 500, '\\"[{' * 300, "[]" * 1000])
def test_brackets_in_strings_and_side_by_side_are_not_nested(content: str) -> None:
    assert json.from_json(f'{{"content":"{content}"}}') == {"content": loads(f'"{content}"')}
    beside = "[" + ",".join(["[]"] * 1000) + "]"
    assert json.from_json(beside) == [[]] * 1000


@pytest.mark.parametrize("at", [LATEST, LATEST + 1, 2**62, 2**200])
def test_a_time_beyond_the_year_9999_is_shown_as_its_end(at: int) -> None:
    assert timestamp(at) == "9999-12-31T23:59:59.999999Z"


def test_a_time_before_the_epoch_is_shown_as_its_beginning() -> None:
    assert timestamp(-1) == "1970-01-01T00:00:00.000000Z"
