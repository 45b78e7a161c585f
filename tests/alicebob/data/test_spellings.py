"""Unusual spellings mean the same as the usual one, and are unusual."""

import json

import pytest

from alicebob.data.spellings import SPELLINGS, spelled

FRAME = '{"type": "message", "content": "Tsch\u00fc\u00df \U0001f98a [ok]"}'


@pytest.mark.parametrize("kind", SPELLINGS)
def test_a_spelling_means_the_same(kind: str) -> None:
    written = spelled(FRAME, kind)
    fields = json.loads(written, parse_int=str)  # Python reads no whole number of 5,000 digits
    fields.pop("unknown", None)
    assert written != FRAME
    assert fields == json.loads(FRAME)


def test_every_character_can_be_escaped() -> None:
    assert "Tsch" not in spelled(FRAME, "every character escaped")


def test_every_key_can_stand_twice() -> None:
    pairs = json.loads(spelled(FRAME, "every key twice"), object_pairs_hook=list)
    assert [key for key, _ in pairs] == ["type", "content"] * 2
