"""The calls of a node, and how long it waits for the store."""

import asyncio
import select
from collections.abc import Callable

import pytest

from server.cluster.opening import connect, connection_to
from server.cluster.wire import Calls
from tests.server.support.store_servers import StoreServer

SILENCE, BUSY = 0.05, "0.2"  # seconds
DEADLINE = 60.0  # seconds

Loop = Callable[[], asyncio.AbstractEventLoop]


@pytest.fixture(params=["asyncio", "uvloop"])
def new_loop(request: pytest.FixtureRequest) -> Loop:
    loop: Loop = pytest.importorskip(request.param).new_event_loop
    return loop


def test_a_node_that_stood_still_does_not_take_the_store_for_silent(
    store: StoreServer, new_loop: Loop
) -> None:
    async def main() -> None:
        lost: list[Exception] = []
        connection = connection_to(store.url, DEADLINE)
        await connect(connection)
        assert connection._writer is not None
        line = connection._writer.get_extra_info("socket")
        calls = Calls(connection, SILENCE, lost.append)
        answered = calls.call([("BLPOP", "nothing", BUSY)])
        select.select([line], [], [], DEADLINE)  # the loop stands still until the answer is there
        assert await answered == [None]
        assert lost == []
        calls.drop(ConnectionAbortedError())

    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(main())


def test_a_store_that_does_not_answer_is_lost(store: StoreServer, new_loop: Loop) -> None:
    async def main() -> None:
        lost: asyncio.Future[Exception] = asyncio.get_running_loop().create_future()
        connection = connection_to(store.url, DEADLINE)
        await connect(connection)
        calls = Calls(connection, SILENCE, lost.set_result)
        calls.call([("BLPOP", "nothing", str(DEADLINE))])
        assert isinstance(await lost, TimeoutError)
        calls.drop(ConnectionAbortedError())

    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(main())
