"""One connection: its send queue is bounded, and its end is reported once."""

import pytest

from server.ws.close_codes import CloseCode
from server.ws.frames import BINARY, CLOSE, PING, PONG, TEXT, close_frame, frame
from server.ws.write_batch import MAX_BATCH_BYTES
from tests.server.support.client_frames import closing, masked
from tests.server.support.connection import SEND_BUFFER, started, unstarted
from tests.server.support.fake_transport import turn_ends

ANSWER = b"HTTP/1.1 101 Switching Protocols\r\n\r\n"


async def test_all_frames_of_a_turn_go_out_in_one_write() -> None:
    line = started()
    line.connection.send_text("one")
    line.connection.send_binary(b"two")
    line.connection.ping()
    await turn_ends()
    assert line.transport.writes == [frame(TEXT, b"one") + frame(BINARY, b"two") + frame(PING, b"")]


async def test_nothing_goes_out_before_the_turn_ends() -> None:
    line = started()
    line.connection.send_text("one")
    assert line.transport.writes == []


async def test_what_is_too_much_to_gather_goes_out_at_once() -> None:
    line = started()
    line.connection.send_binary(b"x" * MAX_BATCH_BYTES)
    assert line.transport.written == frame(BINARY, b"x" * MAX_BATCH_BYTES)


async def test_the_answer_to_the_handshake_goes_out_ahead_of_what_was_sent_before() -> None:
    line = unstarted()
    line.connection.send_binary(b"x" * MAX_BATCH_BYTES)
    line.connection.start(ANSWER, b"", lambda: None)
    await turn_ends()
    assert line.transport.written == ANSWER + frame(BINARY, b"x" * MAX_BATCH_BYTES)


async def test_what_was_sent_turns_before_the_answer_goes_out_after_it() -> None:
    line = unstarted()
    line.connection.send_text("hello")
    await turn_ends()
    line.connection.start(ANSWER, b"", lambda: None)
    await turn_ends()
    assert line.transport.written == ANSWER + frame(TEXT, b"hello")


async def test_a_close_before_the_answer_goes_out_after_it() -> None:
    line = unstarted()
    line.connection.close()
    line.connection.start(ANSWER, b"", lambda: None)
    await turn_ends()
    assert line.transport.written == ANSWER + close_frame(CloseCode.NORMAL)


async def test_what_the_peer_sent_with_its_handshake_is_read() -> None:
    assert started(early=masked(TEXT, b"hello")).receiver.messages == ["hello"]


async def test_what_the_peer_sent_with_its_handshake_is_read_after_the_first_action() -> None:
    line, seen_at_first = unstarted(), list[int]()
    early = masked(TEXT, b"hello")
    line.connection.start(ANSWER, early, lambda: seen_at_first.append(len(line.receiver.messages)))
    assert seen_at_first == [0]


async def test_a_client_that_takes_everything_is_never_cut() -> None:
    line = started()
    line.connection.send_binary(b"x" * (10 * SEND_BUFFER))
    await turn_ends()
    assert line.connection.is_open


async def test_what_waits_may_fill_the_bound() -> None:
    line = started()
    line.transport.waiting = SEND_BUFFER - len(frame(TEXT, b"hello"))
    line.connection.send_text("hello")
    await turn_ends()
    assert line.transport.writes == [frame(TEXT, b"hello")]


async def test_a_reader_that_takes_nothing_is_cut_with_1013() -> None:
    line = started()
    line.transport.waiting = SEND_BUFFER
    line.connection.send_text("hello")
    await turn_ends()
    assert line.end == CloseCode.TRY_AGAIN_LATER


async def test_a_client_that_is_cut_gets_a_close_and_nothing_of_what_was_too_much() -> None:
    line = started()
    line.transport.waiting = SEND_BUFFER
    line.connection.send_text("hello")
    await turn_ends()
    (only,) = line.transport.writes
    assert only[2:4] == CloseCode.TRY_AGAIN_LATER.to_bytes(2)


async def test_after_a_close_nothing_more_is_sent() -> None:
    line = started()
    line.connection.close()
    line.connection.send_text("one more thing")
    await turn_ends()
    assert line.transport.writes == [close_frame(CloseCode.NORMAL)]


async def test_what_was_sent_before_a_close_goes_out_ahead_of_it() -> None:
    line = started()
    line.connection.send_text("hello")
    line.connection.close(CloseCode.GOING_AWAY, "bye")
    expected = frame(TEXT, b"hello") + close_frame(CloseCode.GOING_AWAY, "bye")
    assert line.transport.written == expected


async def test_a_second_close_is_not_sent() -> None:
    line = started()
    line.connection.close(CloseCode.NORMAL)
    line.connection.close(CloseCode.GOING_AWAY)
    assert line.transport.writes == [close_frame(CloseCode.NORMAL)]


async def test_a_ping_is_answered_with_its_payload() -> None:
    line = started()
    line.connection.data_received(masked(PING, b"are you there?"))
    await turn_ends()
    assert line.transport.writes == [frame(PONG, b"are you there?")]


@pytest.mark.parametrize("code", [1000, 1001, 3000, 4999])
async def test_a_close_is_answered_with_its_code(code: int) -> None:
    line = started()
    line.connection.data_received(closing(code, b"so long"))
    assert (line.transport.written, line.transport.ends) == (close_frame(code), ["closed"])


async def test_a_close_without_a_code_is_answered_with_1000() -> None:
    line = started()
    line.connection.data_received(masked(CLOSE))
    assert line.transport.written == close_frame(CloseCode.NORMAL)


async def test_the_answer_to_our_close_is_not_answered() -> None:
    line = started()
    line.connection.close(CloseCode.GOING_AWAY)
    line.connection.data_received(closing(CloseCode.GOING_AWAY))
    written = close_frame(CloseCode.GOING_AWAY)
    assert (line.transport.written, line.transport.ends) == (written, ["closed"])
