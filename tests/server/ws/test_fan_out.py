"""Fan-out: each reader gets the texts sent while it is subscribed, in order, in one write."""

import pytest

from server.ws.frames import BINARY, TEXT, frame
from tests.server.support.fake_transport import turn_ends
from tests.server.support.two_fan_outs import TwoFanOuts, framed, heard_by


async def test_all_texts_of_a_turn_are_one_write() -> None:
    hall = TwoFanOuts(1)
    hall.home.send(b"one")
    hall.home.send(b"two")
    await turn_ends()
    assert hall.lines[0].transport.writes == [framed(b"one", b"two")]


async def test_nothing_is_written_before_the_turn_ends() -> None:
    hall = TwoFanOuts(1)
    hall.home.send(b"one")
    assert hall.lines[0].transport.writes == []


async def test_a_client_that_comes_in_mid_turn_hears_what_is_sent_from_then_on() -> None:
    hall = TwoFanOuts(1)
    late = hall.somebody()
    hall.home.send(b"before")
    hall.home.enter(late.connection.send_queue)
    hall.home.send(b"after")
    assert await heard_by(late) == framed(b"after")


async def test_a_client_that_comes_in_mid_turn_takes_nothing_from_the_others() -> None:
    hall = TwoFanOuts(1)
    hall.home.send(b"before")
    hall.home.enter(hall.somebody().connection.send_queue)
    hall.home.send(b"after")
    assert await heard_by(hall.lines[0]) == framed(b"before", b"after")


async def test_a_client_that_leaves_mid_turn_hears_what_was_sent_until_then() -> None:
    hall = TwoFanOuts(2)
    hall.home.send(b"before")
    hall.home.leave(hall.lines[0].connection.send_queue)
    hall.home.send(b"after")
    assert await heard_by(hall.lines[0]) == framed(b"before")


async def test_a_client_that_leaves_and_comes_back_misses_what_was_sent_meanwhile() -> None:
    hall = TwoFanOuts(2)
    (line, _) = hall.lines
    hall.home.send(b"before")
    hall.home.leave(line.connection.send_queue)
    hall.home.send(b"meanwhile")
    hall.home.enter(line.connection.send_queue)
    hall.home.send(b"after")
    assert await heard_by(line) == framed(b"before", b"after")


async def test_entering_twice_takes_nothing_away() -> None:
    hall = TwoFanOuts(1)
    hall.home.send(b"before")
    hall.home.enter(hall.lines[0].connection.send_queue)
    assert await heard_by(hall.lines[0]) == framed(b"before")


async def test_leaving_where_one_is_not_does_nothing() -> None:
    hall = TwoFanOuts(1)
    hall.home.leave(hall.somebody().connection.send_queue)
    assert len(hall.home) == 1


@pytest.mark.parametrize("excluded", range(3))
async def test_a_client_that_is_excluded_misses_that_text_and_no_other(excluded: int) -> None:
    hall, texts = TwoFanOuts(1), [b"one", b"two", b"three"]
    for sequence, text in enumerate(texts):
        one = hall.lines[0].connection.send_queue
        hall.home.send(text, one if sequence == excluded else None)
    rest = [text for sequence, text in enumerate(texts) if sequence != excluded]
    assert await heard_by(hall.lines[0]) == framed(*rest)


async def test_a_client_that_is_excluded_is_the_only_one() -> None:
    hall = TwoFanOuts(2)
    hall.home.send(b"one", hall.lines[0].connection.send_queue)
    assert await heard_by(hall.lines[1]) == framed(b"one")


async def test_to_exclude_somebody_who_is_not_there_does_nothing() -> None:
    hall = TwoFanOuts(1)
    hall.home.send(b"one", hall.somebody().connection.send_queue)
    assert await heard_by(hall.lines[0]) == framed(b"one")


async def test_what_is_sent_to_one_reader_keeps_its_place() -> None:
    hall = TwoFanOuts(2)
    hall.home.send(b"one")
    hall.lines[0].connection.send_binary(b"only you")
    hall.home.send(b"two")
    expected = framed(b"one") + frame(BINARY, b"only you") + framed(b"two")
    assert await heard_by(hall.lines[0]) == expected


async def test_what_is_sent_to_one_reader_again_and_again_keeps_its_places() -> None:
    hall = TwoFanOuts(1)
    for text in (b"one", b"two", b"three"):
        hall.home.send(text)
        hall.lines[0].connection.send_binary(text)
    each_twice = [frame(TEXT, text) + frame(BINARY, text) for text in (b"one", b"two", b"three")]
    assert await heard_by(hall.lines[0]) == b"".join(each_twice)


async def test_what_is_sent_to_one_reader_first_is_heard_first() -> None:
    hall = TwoFanOuts(1)
    hall.lines[0].connection.send_binary(b"only you")
    hall.home.send(b"one")
    assert await heard_by(hall.lines[0]) == frame(BINARY, b"only you") + framed(b"one")


async def test_a_secondary_reader_hears_both_fan_outs_in_order() -> None:
    hall = TwoFanOuts(1)
    (client,) = hall.lines
    hall.other.enter(client.connection.send_queue)
    hall.home.send(b"one")
    hall.other.send(b"two")
    hall.home.send(b"three")
    assert await heard_by(client) == framed(b"one", b"two", b"three")


async def test_a_secondary_reader_can_be_excluded() -> None:
    hall = TwoFanOuts(1)
    hall.other.enter(hall.lines[0].connection.send_queue)
    hall.other.send(b"one", hall.lines[0].connection.send_queue)
    assert await heard_by(hall.lines[0]) == b""


async def test_a_secondary_reader_that_has_left_hears_no_more() -> None:
    hall = TwoFanOuts(1)
    hall.other.enter(hall.lines[0].connection.send_queue)
    hall.other.leave(hall.lines[0].connection.send_queue)
    hall.other.send(b"one")
    assert await heard_by(hall.lines[0]) == b""


async def test_a_secondary_reader_that_has_no_home_any_more_is_still_a_secondary_reader() -> None:
    hall = TwoFanOuts(1)
    hall.other.enter(hall.lines[0].connection.send_queue)
    hall.home.leave(hall.lines[0].connection.send_queue)
    hall.other.send(b"one")
    assert await heard_by(hall.lines[0]) == framed(b"one")


async def test_a_secondary_reader_that_enters_again_without_a_home_hears_each_text_once() -> None:
    hall = TwoFanOuts(1)
    hall.other.enter(hall.lines[0].connection.send_queue)
    hall.home.leave(hall.lines[0].connection.send_queue)
    hall.other.enter(hall.lines[0].connection.send_queue)
    hall.other.send(b"one")
    assert await heard_by(hall.lines[0]) == framed(b"one")


async def test_secondary_readers_are_counted() -> None:
    hall = TwoFanOuts(2)
    hall.other.enter(hall.lines[0].connection.send_queue)
    assert [len(hall.home), len(hall.other)] == [2, 1]
