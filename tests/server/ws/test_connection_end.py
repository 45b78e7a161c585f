"""The end of a connection is reported once, with the first reason."""

from collections.abc import Callable

import pytest

from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.frames import CLOSE, TEXT, close_frame, frame
from tests.server.support.client_frames import closing, masked
from tests.server.support.connection import SEND_BUFFER, FakeClient, started, unstarted
from tests.server.support.fake_transport import turn_ends


def overfill(line: FakeClient) -> None:
    line.transport.waiting = SEND_BUFFER
    line.connection.send_text("hello")
    line.connection.send_queue.flush()


ENDS: dict[str, tuple[Callable[[FakeClient], object], int]] = {
    "the peer says goodbye": (lambda line: line.connection.data_received(closing(1001)), 1001),
    "the peer hangs up": (lambda line: line.connection.eof_received(), 1006),
    "the line is lost": (lambda line: line.connection.connection_lost(OSError()), 1006),
    "the server closes": (lambda line: line.connection.close(1008, "rude"), 1008),
    "the server aborts": (lambda line: line.connection.abort(), 1006),
    "nonsense comes": (lambda line: line.connection.data_received(b"\x81\x00"), 1002),
    "text is no text": (lambda line: line.connection.data_received(masked(TEXT, b"\xff")), 1007),
    "the peer takes nothing": (overfill, 1013),
}
by_any_end = pytest.mark.parametrize(("end", "code"), ENDS.values(), ids=ENDS.keys())


@by_any_end
async def test_an_end_is_told_with_its_code(end: Callable[[FakeClient], object], code: int) -> None:
    line = started()
    end(line)
    await turn_ends()
    assert line.end == code


@by_any_end
@pytest.mark.parametrize("another", [end for end, _code in ENDS.values()], ids=ENDS.keys())
async def test_of_two_ends_the_first_is_told_and_once(
    end: Callable[[FakeClient], object],
    code: int,
    another: Callable[[FakeClient], object],
) -> None:
    line = started()
    end(line)
    another(line)
    line.connection.connection_lost(None)
    await turn_ends()
    assert line.end == code


@by_any_end
async def test_an_end_is_not_told_in_the_turn_in_which_it_is_found_out(
    end: Callable[[FakeClient], object], code: int
) -> None:
    line = started()
    end(line)
    assert (line.receiver.ends, line.connection.close_code) == ([], code)


@by_any_end
async def test_after_an_end_nothing_is_handed_on(
    end: Callable[[FakeClient], object], code: int
) -> None:
    line = started()
    end(line)
    line.connection.data_received(masked(TEXT, b"one more thing"))
    assert (line.receiver.messages, line.connection.close_code) == ([], code)


@by_any_end
async def test_after_an_end_nothing_is_sent(end: Callable[[FakeClient], object], code: int) -> None:
    line = started()
    end(line)
    line.transport.writes.clear()
    line.connection.send_text("one more thing")
    await turn_ends()
    assert (line.transport.writes, line.connection.close_code) == ([], code)


async def test_what_came_ahead_of_invalid_input_is_handed_on() -> None:
    line = started()
    line.connection.data_received(masked(TEXT, b"hello") + b"\x81\x00")
    assert line.receiver.messages == ["hello"]


async def test_invalid_input_is_answered_with_close_and_the_end_of_what_is_written() -> None:
    line = started()
    line.connection.data_received(b"\x81\x00")
    assert (line.transport.written[:1], line.transport.ends) == (close_frame(1002)[:1], ["eof"])


async def test_the_answer_to_a_close_is_not_lost_for_what_comes_behind_it() -> None:
    line = started()
    line.connection.data_received(masked(CLOSE) + masked(TEXT, b"too late")[:5])
    assert (line.transport.written, line.transport.ends) == (close_frame(1000), ["eof"])


async def test_a_client_that_sends_invalid_input_after_our_close_gets_no_second_one() -> None:
    line = started()
    line.connection.close()
    line.connection.data_received(b"\x81\x00")
    assert line.transport.written == close_frame(CloseCode.NORMAL)


async def test_our_close_leaves_the_line_open_for_the_answer() -> None:
    line = started()
    line.connection.close()
    assert not line.transport.is_closing()


async def test_what_comes_between_our_close_and_the_answer_is_dropped() -> None:
    line = started()
    line.connection.close()
    line.connection.data_received(masked(TEXT, b"too late") + closing(1000))
    assert (line.receiver.messages, line.transport.ends) == ([], ["closed"])


async def test_what_was_sent_is_flushed_ahead_of_the_answer_to_a_close() -> None:
    line = started()
    line.connection.send_text("hello")
    line.connection.data_received(closing(1000))
    assert line.transport.written == frame(TEXT, b"hello") + close_frame(CloseCode.NORMAL)


async def test_an_abort_drops_what_waits() -> None:
    line = started()
    line.connection.send_text("hello")
    line.connection.abort()
    await turn_ends()
    assert (line.transport.writes, line.transport.ends) == ([], ["aborted"])


async def test_a_lost_transport_is_told_to_a_client_that_keeps_the_list() -> None:
    line = started()
    line.connection.connection_lost(None)
    assert line.gone == [line.connection]


async def test_an_abandoned_connection_notifies_nobody_of_its_end() -> None:
    line = unstarted()
    line.connection.abandon()
    line.connection.abort()
    await turn_ends()
    assert line.receiver.ends == []


async def test_a_connection_aborted_before_its_start_still_notifies_its_receiver() -> None:
    line = unstarted()
    line.connection.abort()
    line.connection.start(b"", b"", lambda: None)
    await turn_ends()
    assert (line.receiver.ends, line.connection.is_open) == ([(1006, "")], False)


async def test_an_open_connection_has_no_close_code() -> None:
    connection: Connection = started().connection
    assert (connection.is_open, connection.close_code) == (True, None)
