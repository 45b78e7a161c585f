"""Frames of one kind: what they have in common."""

import json

import pytest

from alicebob.learning.frames import shape

MARKS = {"wqxz": "{text}"}


def message(name: str, text: str = "wqxz") -> str:
    return json.dumps({"type": "message", "id": name, "text": text})


@pytest.mark.parametrize(
    "name",
    [
        "f55a2c29-f182-476d-8fc7-b1ff73614c54",
        "aaadac47-fbd5-4538-9756-2c9a38b7e8cd",
        "V1StGXR8_Z5jdHi6B-myT",
        "f55a2c29f182476d",
        "17",
    ],
)
def test_frames_that_differ_in_their_id_are_of_one_kind(name: str) -> None:
    other = "82dac476-fbd5-4538-9756-2c9a38b7e8cd"
    assert shape(message(name), MARKS) == shape(message(other), MARKS)


def test_frames_of_another_type_are_of_another_kind() -> None:
    assert shape(message("system"), MARKS) != shape(message("user-joined"), MARKS)
