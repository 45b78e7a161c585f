"""Faults that only C can have: argument types, leaked memory, held buffers."""

import gc
import sys
import tracemalloc
from collections.abc import Callable
from contextlib import suppress

import pytest

from server.ws.frames import TEXT
from tests.server.support.client_frames import masked

compiled = pytest.importorskip(
    "server.ws._fast_text", reason="server.ws._fast_text is not compiled: there was no compiler"
)

HELLO = masked(TEXT, b"hello")
LONG = masked(TEXT, b"x" * 5000)  # longer than what C keeps on its stack
BAD, LONG_BAD = masked(TEXT, b"\xff"), masked(TEXT, b"x" * 5000 + b"\xff")
NO_NUMBER = 2**63  # for C
ONCE, OFTEN = 100, 3000

WRONG_FOR_TAKING: dict[str, tuple[object, ...]] = {
    "none": (),
    "three": (HELLO, 0, 10),
    "five": (HELLO, 0, 10, 1, 1),
    "a str": ("hello", 0, 10, 1),
    "no bytes": (None, 0, 10, 1),
    "a list": ([1, 2], 0, 10, 1),
    "a place that is no number": (HELLO, "0", 10, 1),
    "a place that is no whole number": (HELLO, 0.0, 10, 1),
    "a limit that is no number": (HELLO, 0, None, 1),
    "a count that is no number": (HELLO, 0, 10, b"1"),
}
WRONG_FOR_FRAMING: dict[str, tuple[object, ...]] = {
    "none": (),
    "two": ([b"a"], [b"b"]),
    "bytes": (b"hello",),
    "a tuple": ((b"hello",),),
    "a str in the list": ([b"hello", "hello"],),
    "a bytearray in the list": ([bytearray(b"hello")],),
    "none in the list": ([None],),
}
FAILING: dict[str, Callable[[], object]] = {
    "no utf-8": lambda: compiled.take_texts(BAD, 0, 10_000, 9),
    "long and no utf-8": lambda: compiled.take_texts(HELLO + LONG_BAD, 0, 10_000, 9),
    "not all there": lambda: compiled.take_texts(HELLO + LONG[:-1], 0, 10_000, 9),
    "wrong types": lambda: compiled.take_texts("hello", 0, 10, 1),
    "too large a number": lambda: compiled.take_texts(HELLO, NO_NUMBER, 10, 1),
    "wrong in the list": lambda: compiled.frame_texts([b"x" * 5000, "hello"]),
}
WORKING: dict[str, Callable[[], object]] = {
    "taken": lambda: compiled.take_texts(bytearray(HELLO * 3 + LONG), 0, 10_000, 9),
    "framed": lambda: compiled.frame_texts([b"", b"hello", b"x" * 70_000]),
}
CALLS = WORKING | FAILING


@pytest.mark.parametrize("arguments", WRONG_FOR_TAKING.values(), ids=WRONG_FOR_TAKING.keys())
def test_taking_with_wrong_arguments_is_a_type_error(arguments: tuple[object, ...]) -> None:
    with pytest.raises(TypeError):
        compiled.take_texts(*arguments)


@pytest.mark.parametrize("arguments", WRONG_FOR_FRAMING.values(), ids=WRONG_FOR_FRAMING.keys())
def test_framing_with_wrong_arguments_is_a_type_error(arguments: tuple[object, ...]) -> None:
    with pytest.raises(TypeError):
        compiled.frame_texts(*arguments)


def test_bytes_that_do_not_lie_together_are_rejected() -> None:
    with pytest.raises(BufferError):
        compiled.take_texts(memoryview(HELLO * 2)[::2], 0, 10, 1)


@pytest.mark.parametrize("sequence", [1, 2, 3])
@pytest.mark.parametrize("number", [NO_NUMBER, -NO_NUMBER - 1])
def test_a_number_too_large_for_c_is_rejected(sequence: int, number: int) -> None:
    arguments: list[object] = [HELLO, 0, 10, 1]
    arguments[sequence] = number
    with pytest.raises(OverflowError):
        compiled.take_texts(*arguments)


@pytest.mark.parametrize("at", [-NO_NUMBER, -len(HELLO), -1, len(HELLO), NO_NUMBER - 1])
def test_outside_of_the_bytes_nothing_is_taken(at: int) -> None:
    assert compiled.take_texts(HELLO, at, 10, 1) == ([], at)


def test_what_stands_ahead_of_the_bytes_is_not_taken() -> None:
    second = memoryview(HELLO * 2)[len(HELLO) :]
    assert compiled.take_texts(second, -len(HELLO), 10, 1) == ([], -len(HELLO))


@pytest.mark.parametrize(("limit", "most"), [(-NO_NUMBER, 1), (-1, 1), (10, -1), (10, -NO_NUMBER)])
def test_below_zero_nothing_is_taken(limit: int, most: int) -> None:
    assert compiled.take_texts(HELLO, 0, limit, most) == ([], 0)


def test_the_largest_numbers_are_as_good_as_no_bound() -> None:
    taken = compiled.take_texts(HELLO * 2, 0, NO_NUMBER - 1, NO_NUMBER - 1)
    assert taken == (["hello", "hello"], len(HELLO) * 2)


@pytest.mark.parametrize("data", [HELLO + HELLO, HELLO + LONG_BAD, HELLO + LONG[:-1], b""])
def test_bytes_that_were_read_may_grow_again(data: bytes) -> None:
    buffer = bytearray(data)
    compiled.take_texts(buffer, 0, 10_000, 9)
    buffer += b"more"
    assert bytes(buffer) == data + b"more"


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_no_memory_is_kept(call: Callable[[], object]) -> None:
    def memory_after(times: int) -> int:
        for _ in range(times):
            with suppress(TypeError, OverflowError):
                call()
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        before = memory_after(ONCE)
        assert memory_after(OFTEN) - before < OFTEN  # less than a byte for each call
    finally:
        tracemalloc.stop()


def test_no_reference_to_an_argument_is_kept() -> None:
    data, payload = bytes(HELLO + BAD), b"x" * 200
    payloads: list[object] = [payload]
    arguments = (data, payload, payloads)
    before = [sys.getrefcount(argument) for argument in arguments]
    for _ in range(ONCE):
        compiled.take_texts(data, 0, 10, 9)
        compiled.frame_texts(payloads)
        with suppress(TypeError):
            compiled.take_texts(data, payload, 10, 9)
        with suppress(TypeError):
            compiled.frame_texts([payload, payloads])
    assert [sys.getrefcount(argument) for argument in arguments] == before
