"""Fan-out counts its readers; ended connections that are still in it do not count."""

import pytest

from tests.server.support.two_fan_outs import TwoFanOuts


async def test_all_who_are_at_home_count() -> None:
    hall = TwoFanOuts(people=3)
    assert hall.home.send(b"hi") == 3


async def test_a_secondary_reader_counts() -> None:
    hall = TwoFanOuts(people=3)
    hall.other.enter(hall.lines[0].connection.send_queue)
    hall.other.enter(hall.somebody().connection.send_queue)
    assert hall.other.send(b"hi") == 2


async def test_who_has_ended_counts_no_more() -> None:
    hall = TwoFanOuts(people=3)
    hall.lines[0].connection.abort()
    assert (hall.home.send(b"hi"), hall.home.send_all([b"ho"], 2)) == (2, 2)


async def test_who_ends_twice_is_missed_once() -> None:
    hall = TwoFanOuts(people=3)
    hall.lines[0].connection.close()
    hall.lines[0].connection.abort()
    assert hall.home.send(b"hi") == 2


@pytest.mark.parametrize("ends", [True, False])
async def test_who_has_left_is_not_missed(ends: bool) -> None:
    hall = TwoFanOuts(people=3)
    if ends:
        hall.lines[0].connection.abort()
    hall.home.leave(hall.lines[0].connection.send_queue)
    assert hall.home.send(b"hi") == 2


async def test_who_has_ended_before_they_enter_does_not_count() -> None:
    hall = TwoFanOuts(people=3)
    late = hall.somebody().connection
    late.abort()
    hall.home.enter(late.send_queue)
    assert hall.home.send(b"hi") == 3
    hall.home.leave(late.send_queue)
    assert hall.home.send(b"hi") == 3


async def test_who_ends_after_they_have_left_is_not_missed() -> None:
    hall = TwoFanOuts(people=3)
    hall.home.leave(hall.lines[0].connection.send_queue)
    hall.lines[0].connection.abort()
    assert hall.home.send(b"hi") == 2
