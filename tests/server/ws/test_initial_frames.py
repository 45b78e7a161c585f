"""Initial frames: what a client receives on entering a fan-out; perhaps more than its limit."""

from server.ws.close_codes import CloseCode
from server.ws.fan_out import FanOut
from server.ws.frames import TEXT, frame
from server.ws.write_batch import MAX_BATCH_BYTES
from tests.server.support.connection import SEND_BUFFER, FakeClient, started
from tests.server.support.fake_transport import turn_ends

HISTORY, LIST = b"h" * MAX_BATCH_BYTES, b"l" * 3 * SEND_BUFFER  # each beyond a limit of its own
WORD = b"w" * (SEND_BUFFER // 2)


async def newcomer() -> tuple[FakeClient, FanOut]:
    """A client that was sent its initial frames, and has not read them yet."""
    line = started()
    line.transport.is_stuck = True
    fan_out = FanOut(line.connection.write_batch)
    for initial in (HISTORY, LIST):
        line.connection.send_initial([initial])
    fan_out.enter(line.connection.send_queue)
    await turn_ends()
    return line, fan_out


def hears(line: FakeClient, fan_out: FanOut, text: bytes, waiting: int | None = None) -> None:
    """A text is sent to all, after the client has read until ``waiting`` bytes are left."""
    if waiting is not None:
        line.transport.waiting = waiting
    fan_out.send(text)
    fan_out.flush()


async def test_initial_frames_are_one_write_with_what_follows_in_that_turn() -> None:
    line = started()
    fan_out = FanOut(line.connection.write_batch)
    for initial in (HISTORY, LIST):
        line.connection.send_initial([initial[:1], initial[1:]])
    fan_out.enter(line.connection.send_queue)
    fan_out.send(b"hi")
    await turn_ends()
    assert line.transport.writes == [HISTORY + LIST + frame(TEXT, b"hi")]


async def test_initial_frames_do_not_count_against_the_limit() -> None:
    line, fan_out = await newcomer()
    hears(line, fan_out, WORD)
    assert line.connection.is_open


async def test_a_newcomer_that_reads_nothing_is_closed_for_what_follows() -> None:
    line, fan_out = await newcomer()
    hears(line, fan_out, WORD)
    hears(line, fan_out, WORD)
    await turn_ends()
    assert line.end == CloseCode.TRY_AGAIN_LATER


async def test_once_they_are_read_the_limit_is_the_usual_one() -> None:
    line, fan_out = await newcomer()
    hears(line, fan_out, WORD, 0)
    hears(line, fan_out, WORD)
    await turn_ends()
    assert line.end == CloseCode.TRY_AGAIN_LATER


async def test_senders_do_not_wait_for_a_newcomer_that_reads_its_initial_frames() -> None:
    line, fan_out = await newcomer()
    hears(line, fan_out, b"hi")
    assert not fan_out.congestion


async def test_senders_wait_for_a_newcomer_that_falls_behind_what_follows() -> None:
    line, fan_out = await newcomer()
    hears(line, fan_out, WORD)
    assert fan_out.congestion
    assert line.connection.send_queue.space == SEND_BUFFER - len(frame(TEXT, WORD))


async def test_a_client_that_has_ended_is_sent_no_initial_frames() -> None:
    line = started()
    line.connection.abort()
    line.connection.send_initial([LIST])
    await turn_ends()
    assert line.transport.writes == []
