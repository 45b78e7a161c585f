"""Registry: signs of life, deadlines and shutdown, on a jumping clock."""

import asyncio
from collections.abc import Awaitable, Callable

from server.ws.close_codes import CloseCode
from server.ws.connection import CLOSE_TIMEOUT, Connection
from server.ws.frames import PING, PONG, close_frame, frame
from server.ws.registry import ConnectionRegistry
from server.ws.send_queue import ConnectionLimits
from tests.server.support.client_frames import closing, masked
from tests.server.support.connection import Receiver
from tests.server.support.fake_transport import FakeTransport, JumpingLoop, it_is, turn_ends

HEARTBEAT, IDLE_TIMEOUT = 25.0, 60.0  # seconds
LOOK = 0.5  # seconds, at the most, until something that is due is noticed
MOST = 3  # connections
LONGEST_GOODBYE = 5.0  # seconds (docs/protocol.md#g8)


def on_a_jumping_clock(story: Callable[[], Awaitable[None]]) -> None:
    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        runner.run(asyncio.wait_for(story(), 10_000))


def house(heartbeat: float = HEARTBEAT, idle_timeout: float = IDLE_TIMEOUT) -> ConnectionRegistry:
    return ConnectionRegistry(ConnectionLimits(1024, 1024), heartbeat, idle_timeout, MOST)


def come(connections: ConnectionRegistry) -> tuple[Connection, FakeTransport]:
    transport = FakeTransport()
    connection = connections.open(transport, Receiver())
    connection.start(b"", b"", lambda: None)
    transport.writes.clear()
    return connection, transport


def test_a_quiet_client_is_pinged() -> None:
    async def story() -> None:
        _connection, transport = come(house())
        await it_is(HEARTBEAT + LOOK)
        assert transport.writes == [frame(PING, b"")]

    on_a_jumping_clock(story)


def test_a_silent_client_is_cut() -> None:
    async def story() -> None:
        connection, transport = come(house())
        await it_is(IDLE_TIMEOUT + LOOK)
        assert (connection.close_code, transport.ends) == (CloseCode.ABNORMAL, ["aborted"])

    on_a_jumping_clock(story)


def test_a_client_is_not_cut_before_its_time() -> None:
    async def story() -> None:
        connection, _transport = come(house())
        await it_is(IDLE_TIMEOUT - LOOK)
        assert connection.is_open

    on_a_jumping_clock(story)


def test_any_sign_of_life_will_do() -> None:
    async def story() -> None:
        connection, _transport = come(house())
        for time in range(0, 1000, 50):
            await it_is(time)
            connection.data_received(masked(PONG))
        assert connection.is_open

    on_a_jumping_clock(story)


def test_without_an_idle_timeout_nobody_is_cut() -> None:
    async def story() -> None:
        connection, _transport = come(house(idle_timeout=0))
        await it_is(100 * IDLE_TIMEOUT)
        assert connection.is_open

    on_a_jumping_clock(story)


def test_without_a_heartbeat_nobody_is_pinged() -> None:
    async def story() -> None:
        _connection, transport = come(house(heartbeat=0, idle_timeout=0))
        await it_is(100 * HEARTBEAT)
        assert transport.writes == []

    on_a_jumping_clock(story)


def test_a_client_that_does_not_answer_our_close_is_aborted() -> None:
    async def story() -> None:
        connection, transport = come(house())
        connection.close()
        await it_is(CLOSE_TIMEOUT + 2 * LOOK)
        assert transport.ends == ["aborted"]

    on_a_jumping_clock(story)


def test_a_client_that_does_not_answer_our_close_is_given_time() -> None:
    async def story() -> None:
        connection, transport = come(house())
        connection.close()
        await it_is(CLOSE_TIMEOUT - LOOK)
        assert transport.ends == []

    on_a_jumping_clock(story)


def test_a_client_that_hangs_up_but_takes_nothing_is_aborted() -> None:
    async def story() -> None:
        connection, transport = come(house())
        connection.eof_received()
        await it_is(CLOSE_TIMEOUT + 2 * LOOK)
        assert transport.ends == ["aborted"]

    on_a_jumping_clock(story)


async def test_a_connection_counts_until_its_transport_is_gone() -> None:
    connections = house()
    connection, _transport = come(connections)
    connection.abort()
    before = len(connections)
    await turn_ends()
    assert [before, len(connections)] == [1, 0]


async def test_a_house_is_full_with_as_many_as_it_takes() -> None:
    connections = house()
    full = [(come(connections), connections.is_full)[1] for _ in range(MOST)]
    assert full == [False, False, True]


async def test_no_two_connections_bear_one_number() -> None:
    connections = house()
    first, _transport = come(connections)
    connections.forget(first)
    assert come(connections)[0].number != first.number


async def test_a_goodbye_closes_all_with_1001() -> None:
    connections = house()
    lines = [come(connections) for _ in range(MOST)]
    shut_down = asyncio.create_task(connections.shut_down())
    await turn_ends()
    codes = [transport.written[2:4] for _connection, transport in lines]
    assert codes == [CloseCode.GOING_AWAY.to_bytes(2)] * MOST
    for connection, _transport in lines:
        connection.data_received(closing(CloseCode.GOING_AWAY))
    await shut_down


def test_a_goodbye_aborts_the_stuck() -> None:
    async def story() -> None:
        connections = house()
        _connection, transport = come(connections)
        await connections.shut_down()
        assert (transport.ends, len(connections)) == (["aborted"], 0)

    on_a_jumping_clock(story)


def test_a_goodbye_with_somebody_stuck_is_over_within_five_seconds() -> None:
    async def story() -> None:
        connections = house()
        come(connections)
        await connections.shut_down()
        assert asyncio.get_running_loop().time() < LONGEST_GOODBYE

    on_a_jumping_clock(story)


def test_a_goodbye_to_those_who_answer_waits_for_no_clock() -> None:
    async def story() -> None:
        connections = house()
        connection, _transport = come(connections)
        shut_down = asyncio.create_task(connections.shut_down())
        await turn_ends()
        connection.data_received(closing(CloseCode.GOING_AWAY))
        await shut_down
        assert asyncio.get_running_loop().time() == 0

    on_a_jumping_clock(story)


async def test_a_goodbye_to_nobody_is_over_at_once() -> None:
    connections = house()
    await connections.shut_down()
    assert connections.is_draining


async def test_a_goodbye_flushes_what_was_sent() -> None:
    connections = house()
    connection, transport = come(connections)
    connection.ping()
    shut_down = asyncio.create_task(connections.shut_down())
    await turn_ends()
    assert transport.written.startswith(frame(PING, b"") + close_frame(CloseCode.GOING_AWAY)[:1])
    connection.abort()
    await shut_down
