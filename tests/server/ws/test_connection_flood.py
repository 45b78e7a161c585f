"""A peer that sends much at once: it is read in parts, so that others are served in between."""

from server.ws.frame_reader import MOST
from server.ws.frames import PING, PONG, TEXT, frame
from server.ws.receive_queue import MOST_PONGS
from tests.server.support.client_frames import closing, masked
from tests.server.support.connection import FakeClient, started
from tests.server.support.fake_transport import turn_ends

COUNT = 10_000
FLOOD = b"".join(masked(TEXT, str(number).encode()) for number in range(COUNT))


async def all_is_read(line: FakeClient) -> None:
    """Wait until no received byte is unread."""
    while line.transport.is_paused:
        await turn_ends()


async def line_is_ended(line: FakeClient) -> None:
    """Wait until the server has closed the connection."""
    while not line.transport.ends:
        await turn_ends()


async def test_what_is_not_too_much_is_read_at_once() -> None:
    line = started()
    line.connection.data_received(b"".join(masked(TEXT, b"hello") for _ in range(MOST)))
    assert not line.transport.is_paused


async def test_of_a_flood_only_a_part_is_read_in_one_turn() -> None:
    line = started()
    line.connection.data_received(FLOOD)
    assert len(line.receiver.messages) == MOST


async def test_while_a_flood_is_read_nothing_more_is_taken_from_the_peer() -> None:
    line = started()
    line.connection.data_received(FLOOD)
    assert line.transport.is_paused


async def test_a_flood_is_read_to_its_end_in_order() -> None:
    line = started()
    line.connection.data_received(FLOOD)
    await all_is_read(line)
    assert line.receiver.messages == [str(number) for number in range(COUNT)]


async def test_a_flood_that_came_with_the_handshake_is_read_to_its_end() -> None:
    line = started(early=FLOOD)
    await all_is_read(line)
    assert len(line.receiver.messages) == COUNT


async def test_long_messages_are_read_to_their_end() -> None:
    line = started()
    line.connection.data_received(masked(PING, b"x" * 100) + masked(TEXT, b"y" * 900) * 40)
    await all_is_read(line)
    assert line.receiver.messages == ["y" * 900] * 40


async def test_a_ping_in_a_flood_is_answered() -> None:
    line = started()
    line.connection.data_received(FLOOD + masked(PING, b"still there?"))
    await all_is_read(line)
    await turn_ends()
    assert line.transport.written == frame(PONG, b"still there?")


async def test_of_many_pings_at_once_the_last_are_answered() -> None:
    line = started()
    pings = [masked(PING, str(number).encode()) for number in range(100)]
    line.connection.data_received(b"".join([*pings[:50], masked(TEXT, b"hello"), *pings[50:]]))
    await turn_ends()
    answers = [frame(PONG, str(number).encode()) for number in range(100)][-MOST_PONGS:]
    assert line.transport.written == b"".join(answers)
    assert line.receiver.messages == ["hello"]


async def test_a_few_pings_at_once_are_all_answered() -> None:
    line = started()
    payloads = [str(number).encode() for number in range(MOST_PONGS)]
    line.connection.data_received(b"".join(masked(PING, payload) for payload in payloads))
    await turn_ends()
    assert line.transport.written == b"".join(frame(PONG, payload) for payload in payloads)


async def test_when_the_line_is_lost_the_rest_of_a_flood_is_dropped() -> None:
    line = started()
    line.connection.data_received(FLOOD)
    line.connection.connection_lost(None)
    read = len(line.receiver.messages)
    await turn_ends()
    assert len(line.receiver.messages) == read


async def test_after_our_close_the_rest_of_a_flood_is_dropped() -> None:
    line = started()
    line.connection.data_received(FLOOD + closing(1000))
    line.connection.close()
    read = len(line.receiver.messages)
    await line_is_ended(line)
    assert len(line.receiver.messages) == read


async def test_after_our_close_the_answer_is_found_behind_a_flood() -> None:
    line = started()
    line.connection.data_received(FLOOD + closing(1000))
    line.connection.close()
    await line_is_ended(line)
    assert line.transport.ends == ["closed"]


async def test_invalid_input_behind_a_flood_ends_the_line() -> None:
    line = started()
    line.connection.data_received(FLOOD + b"\x81\x00" + FLOOD)
    await all_is_read(line)
    await turn_ends()
    assert (line.end, len(line.receiver.messages)) == (1002, COUNT)
