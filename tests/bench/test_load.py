"""The load generator on trial: it reports what a server does wrong, and nothing else."""

import os
import shutil
import sys

import pytest

from bench import measure
from bench.shapes import Kind, Shape
from tests.bench.faulty_chat import Bend, serving

THIRD = 3  # the message with which something goes wrong
TRIO = Shape("trio", "three who talk", Kind.FAN_OUT, 3, 3, in_flight=4)

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("cc") is None,
    reason="the load generator needs Linux and a C compiler",
)


def faults_with(bend: Bend, shape: Shape = TRIO) -> str:
    with serving(bend) as port:
        return measure.load(port, os.getpid(), shape, 0.1).faults


def once(wrong: list[bytes] | None, right: bytes, number: int) -> list[bytes] | None:
    return wrong if number == THIRD else [right]


def test_an_honest_server_has_no_faults() -> None:
    with serving(lambda _number, payload: [payload]) as port:
        measured = measure.load(port, os.getpid(), TRIO, 0.1)
    assert measured.faults == ""
    assert measured.deliveries_per_second > 0
    assert measured.server_microseconds > 0
    assert measured.generator_share > 0


def test_paced_talk_tells_how_long_deliveries_took() -> None:
    paced = Shape("paced", "three who talk at a pace", Kind.LATENCY, 3, 3, rate=500)
    with serving(lambda _number, payload: [payload]) as port:
        measured = measure.load(port, os.getpid(), paced, 0.2)
    assert measured.faults == ""
    assert 0 < measured.p50_ms <= measured.p99_ms


def test_notices_are_no_fault() -> None:
    notice = b'{"sender":"u00001","content":"u00001 joined the chat","type":"notification"}'
    assert faults_with(lambda number, text: once([notice, text], text, number)) == ""


def test_a_lost_message_is_reported() -> None:
    assert faults_with(lambda number, text: once([], text, number)) == "1 lost"


def test_a_doubled_message_is_reported() -> None:
    assert faults_with(lambda number, text: once([text, text], text, number)) == "1 doubled"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"sender":"u0', b'"sender":"u1'),
        (b":0000000", b":1000000"),
        (b'","type"', b'x","type"'),
        (b'","type"', b'","tipe"'),
        (b'"message"', b'"error"'),
        (b'"}', b'" }'),
        (b'{"sender', b'{ "sender'),
    ],
    ids=["speaker", "number", "longer", "key", "kind", "a blank behind", "a blank ahead"],
)
def test_an_altered_message_is_reported(old: bytes, new: bytes) -> None:
    def bend(number: int, text: bytes) -> list[bytes] | None:
        assert old in text or number != THIRD
        return once([text.replace(old, new), text], text, number)

    assert faults_with(bend) == "1 altered"


@pytest.mark.parametrize("place", [20, 40, 60, -40, -20])
def test_a_single_altered_letter_is_reported(place: int) -> None:
    def bend(number: int, text: bytes) -> list[bytes] | None:
        altered = bytearray(text)
        altered[place] ^= 1
        return once([bytes(altered), text], text, number)

    assert faults_with(bend) == "1 altered"


def test_a_line_that_is_cut_is_reported() -> None:
    assert faults_with(lambda number, text: once(None, text, number)) == "1 lines cut"


def test_an_altered_message_is_lost_as_well_if_it_never_comes_right() -> None:
    assert faults_with(lambda number, text: once([b"?"], text, number)) == "1 lost, 1 altered"


def test_nobody_at_the_door_is_a_failure_with_a_reason() -> None:
    with pytest.raises(measure.LoadFailed, match="Connection refused"):
        measure.load(1, os.getpid(), TRIO, 0.1)
