"""The load generator on trial: it reports what a server does wrong, and nothing else."""

import os
import random
import shutil
import sys
from collections.abc import Iterator

import pytest

from alicebob.transport.raw_handshake import ACCEPTED
from bench import measure, programs
from bench.shapes import Kind, Shape
from tests.alicebob.support.answering import answering
from tests.bench.support.faulty_chat import Bend, serving

THIRD = 3  # the message with which something goes wrong
WELCOME = f"HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: {ACCEPTED}\r\n\r\n".encode()
SOLO = Shape("solo", "one user alone", Kind.FAN_OUT, 1, 1)
TRIO = Shape("trio", "three users", Kind.FAN_OUT, 3, 3, in_flight=4)

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("cc") is None,
    reason="the load generator needs Linux and a C compiler",
)


@pytest.fixture(scope="module", autouse=True)
def _careful(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Build the generator with sanitizers, if the compiler has them: invalid accesses abort."""
    program = tmp_path_factory.mktemp("load") / "messages"
    flags = ("-Werror", "-fsanitize=address,undefined", "-fno-sanitize-recover=all")
    try:
        programs.compile_to(program, programs.MESSAGES, *flags)
    except programs.DoesNotCompile:
        programs.compile_to(program, programs.MESSAGES, "-Werror")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(programs, "messages", lambda: program)
        yield


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


def test_a_fixed_rate_measures_the_latency_of_deliveries() -> None:
    paced = Shape("paced", "three users at a fixed rate", Kind.LATENCY, 3, 3, rate=500)
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
    ids=["sender", "number", "longer", "key", "kind", "a space behind", "a space ahead"],
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


def test_a_connection_that_is_closed_is_reported() -> None:
    assert faults_with(lambda number, text: once(None, text, number)) == "1 connections closed"


def test_an_altered_message_is_lost_as_well_if_it_never_comes_right() -> None:
    assert faults_with(lambda number, text: once([b"?"], text, number)) == "1 lost, 1 altered"


def test_an_absent_server_is_a_failure_with_a_reason() -> None:
    with pytest.raises(measure.LoadFailed, match="Connection refused"):
        measure.load(1, os.getpid(), TRIO, 0.1)


@pytest.mark.parametrize(
    "noise",
    [
        pytest.param(b"\x81\x7f" + b"\xff" * 8, id="a frame as long as can be"),
        pytest.param(b"\x81\x7f" + (2**40).to_bytes(8), id="a terabyte"),
        pytest.param(b"\x81\x85" + bytes(4) + b"hello", id="a mask"),
        pytest.param(b"\x01\x05hello", id="a fragment"),
        pytest.param(b"\xc1\x05hello", id="a reserved bit"),
        pytest.param(b"\x83\x00", id="an unknown opcode"),
        pytest.param(b"\x89\x7e\x01\x00" + b"x" * 256, id="a long ping"),
        *(
            pytest.param(b"\x80" + random.Random(n).randbytes(999), id=f"noise {n}")
            for n in range(5)
        ),
    ],
)
def test_what_is_no_frame_of_a_server_is_reported(noise: bytes) -> None:
    with answering(WELCOME + noise) as (address, _):
        measured = measure.load(address.port, os.getpid(), SOLO, 0.1)
    assert measured.faults == "1 altered, 1 connections closed"


@pytest.mark.parametrize("empty", [b"\x81\x00", b"\x89\x00\x81\x01#", b"\x81\x0a" + b"#" * 10])
def test_what_is_no_message_is_reported(empty: bytes) -> None:
    with answering(WELCOME + empty + b"\x88\x00") as (address, _):
        measured = measure.load(address.port, os.getpid(), SOLO, 0.1)
    assert measured.faults == "1 altered, 1 connections closed"


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 403 Forbidden\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: no\r\n\r\n",
        b"\x00" * 200_000,
    ],
    ids=["refused", "another's answer", "zeros"],
)
def test_an_improper_answer_is_a_failure_with_a_reason(answer: bytes) -> None:
    with (
        answering(answer) as (address, _),
        pytest.raises(measure.LoadFailed, match="no proper answer to a handshake"),
    ):
        measure.load(address.port, os.getpid(), SOLO, 0.1)
