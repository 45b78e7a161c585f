"""Fan-out with much to write, with nothing, or without readers."""

import pytest

from server.ws.close_codes import CloseCode
from server.ws.frames import close_frame
from server.ws.write_batch import MAX_BATCH_BYTES
from tests.server.support.connection import started
from tests.server.support.fake_transport import turn_ends
from tests.server.support.two_fan_outs import TwoFanOuts, framed, heard_by

LARGE = b"x" * (MAX_BATCH_BYTES + 1)


async def test_what_is_too_much_to_gather_is_written_before_the_next_text() -> None:
    hall = TwoFanOuts(1)
    hall.home.send(LARGE)
    hall.home.send(b"one")
    assert hall.lines[0].transport.written == framed(LARGE)


async def test_after_an_early_write_the_rest_follows_at_the_turns_end() -> None:
    hall = TwoFanOuts(1)
    hall.home.send(LARGE)
    hall.home.send(b"one")
    assert await heard_by(hall.lines[0]) == framed(LARGE, b"one")


async def test_a_client_that_was_excluded_before_an_early_write_hears_the_rest() -> None:
    hall = TwoFanOuts(2)
    hall.home.send(LARGE, hall.lines[0].connection.send_queue)
    hall.home.send(b"one")
    assert await heard_by(hall.lines[0]) == framed(b"one")


async def test_a_client_that_is_excluded_at_an_early_write_hears_what_was_before() -> None:
    hall = TwoFanOuts(2)
    hall.home.send(LARGE)
    hall.home.send(b"one", hall.lines[0].connection.send_queue)
    assert await heard_by(hall.lines[0]) == framed(LARGE)


async def test_what_was_sent_goes_out_ahead_of_a_close() -> None:
    hall = TwoFanOuts(1)
    hall.home.send(b"one")
    hall.lines[0].connection.close()
    assert hall.lines[0].transport.written == framed(b"one") + close_frame(CloseCode.NORMAL)


async def test_after_a_close_a_reader_hears_nothing() -> None:
    hall = TwoFanOuts(1)
    hall.lines[0].connection.close()
    hall.home.send(b"one")
    assert await heard_by(hall.lines[0]) == close_frame(CloseCode.NORMAL)


async def test_a_reader_that_closes_takes_nothing_from_the_others() -> None:
    hall = TwoFanOuts(2)
    hall.home.send(b"one")
    hall.lines[0].connection.close()
    hall.home.send(b"two")
    assert await heard_by(hall.lines[1]) == framed(b"one", b"two")


@pytest.mark.parametrize("turns", range(3))
async def test_a_client_that_is_not_answered_yet_hears_all_after_the_answer(turns: int) -> None:
    hall = TwoFanOuts(0)
    line = hall.unanswered()
    hall.home.enter(line.connection.send_queue)
    hall.home.send(b"one")
    for _ in range(turns):
        await turn_ends()
    line.connection.start(b"HTTP/1.1 101\r\n\r\n", b"", lambda: None)
    assert await heard_by(line) == b"HTTP/1.1 101\r\n\r\n" + framed(b"one")


async def test_where_nothing_was_sent_nothing_is_written() -> None:
    hall = TwoFanOuts(1)
    hall.home.flush()
    assert hall.lines[0].transport.writes == []


async def test_a_client_that_is_owed_nothing_is_written_nothing() -> None:
    hall = TwoFanOuts(1)
    hall.home.send(b"one", hall.lines[0].connection.send_queue)
    await turn_ends()
    assert hall.lines[0].transport.writes == []


async def test_everybody_gets_the_very_same_bytes() -> None:
    hall = TwoFanOuts(2)
    written: list[bytes] = []
    for line in hall.lines:
        line.transport.write = written.append  # type: ignore[method-assign,assignment]
    hall.home.send(b"one")
    await turn_ends()
    first, second = written
    assert first is second


async def test_a_fan_out_without_readers_is_none() -> None:
    hall = TwoFanOuts(1)
    hall.home.leave(hall.lines[0].connection.send_queue)
    assert not hall.home


async def test_clients_that_come_in_one_after_the_other_share_what_they_are_sent() -> None:
    hall = TwoFanOuts(1)
    written: list[memoryview] = []
    for number in (1, 2):
        late = started(number=number, write_batch=hall.write_batch)
        late.connection.send_queue.pending = written  # type: ignore[assignment]
        hall.home.enter(late.connection.send_queue)
        hall.home.send(b"%d" % number)
    for reader in list(hall.home.readers.values())[1:]:
        hall.home.catch_up(reader)
    first, second = written
    assert (bytes(first), bytes(second)) == (framed(b"1", b"2"), framed(b"2"))
    assert first.obj is second.obj


async def test_a_client_that_comes_in_after_others_were_sent_theirs_is_sent_the_rest() -> None:
    hall = TwoFanOuts(2)
    hall.home.send(b"one")
    hall.home.catch_up(hall.lines[0].connection.send_queue)
    hall.home.send(b"two")
    hall.home.catch_up(hall.lines[1].connection.send_queue)
    assert await heard_by(hall.lines[0]) == framed(b"one", b"two")
    assert await heard_by(hall.lines[1]) == framed(b"one", b"two")


async def test_a_client_that_was_there_before_is_sent_all_though_a_late_one_was_first() -> None:
    hall = TwoFanOuts(1)
    late = hall.somebody()
    hall.home.send(b"one")
    hall.home.enter(late.connection.send_queue)
    hall.home.send(b"two")
    hall.home.catch_up(late.connection.send_queue)
    hall.home.catch_up(hall.lines[0].connection.send_queue)
    assert await heard_by(hall.lines[0]) == framed(b"one", b"two")
    assert await heard_by(late) == framed(b"two")
