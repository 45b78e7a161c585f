"""The sequencer of one node, when the store refuses, forgets, or breaks off at the wrong moment."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
import redis

from server.chat.sequencer import SequencerCallbacks
from server.chat.shared_sequencer import SharedSequencer
from server.cluster.lease import Lease
from server.cluster.link import LinkLost, StoreLink
from server.cluster.scripts import NODES, ROOM, Script
from server.cluster.shared_store import SharedStore
from server.core.effects import CloseConnection, Effect, SendToOne, Subscribe, Unsubscribe
from server.core.events import PublicMessage, Rejected, UserJoined, UserLeft
from tests.server.support.fake_transport import turn_ends
from tests.server.support.store_servers import StoreServer

DEADLINE = 60.0  # seconds
RENEWALS = 5
ROUND_TRIPS = 20  # in which a batch would have its answer


class Delivered:
    """The effects that a sequencer delivered, to wait for; ``on_close`` is called at the first end
    of a connection."""

    def __init__(self) -> None:
        self.effects: list[Effect[str]] = []
        self.on_close: Callable[[], object] = lambda: None
        self.rejected: list[str] = []
        self._news = asyncio.Event()

    def apply(self, _room: str, effects: list[Effect[str]]) -> None:
        self.effects += effects
        self._news.set()
        if any(isinstance(each, CloseConnection) for each in effects):
            self.on_close()

    def decide(self, member: str, rejected: Rejected | None) -> None:
        if rejected is not None:
            self.rejected.append(member)

    def of(self, kind: type) -> list[Any]:
        return [each for each in self.effects if isinstance(each, kind)]

    async def until(self, kind: type, count: int = 1) -> None:
        """Wait for so many effects of a kind."""
        while len(self.of(kind)) < count:
            self._news.clear()
            await self._news.wait()


@asynccontextmanager
async def sequencer_on(
    store: StoreServer,
) -> AsyncIterator[tuple[SharedSequencer[str], Delivered]]:
    """A sequencer, with Alice in the lobby."""
    async with asyncio.timeout(DEADLINE):
        delivered = Delivered()
        shared = SharedStore(store.url, timeout=6.0)
        sequencer = SharedSequencer(
            shared, SequencerCallbacks(delivered.apply, on_decided=delivered.decide)
        )
        await sequencer.opened()
        sequencer.submit("lobby", "Alice", [Subscribe("Alice", UserJoined("Alice", 1))])
        await delivered.until(Subscribe)
        yield sequencer, delivered
        await sequencer.closed()


def client(store: StoreServer) -> redis.Redis:
    return redis.Redis.from_url(store.url, protocol=2, decode_responses=True)


async def test_a_node_that_cannot_begin_anew_closes_its_connections_all_the_same(
    store: StoreServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sequencer_on(store) as (_, delivered):
        broken: list[str] = []

        async def bury(_lease: Lease, node: str, _epoch: str) -> None:
            broken.append(node)
            raise LinkLost

        monkeypatch.setattr(Lease, "bury", bury)
        with client(store) as line:
            line.delete("chat:nodes")
        await delivered.until(CloseConnection)
        assert len(broken) == 1


async def test_who_joins_while_a_node_begins_anew_is_let_in_when_it_has(
    store: StoreServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = Lease.bury
    async with sequencer_on(store) as (sequencer, delivered):

        async def bury(lease: Lease, node: str, epoch: str) -> None:
            sequencer.submit("lobby", "Bob", [Subscribe("Bob", UserJoined("Bob", 2))])
            for _ in range(ROUND_TRIPS):
                await lease._link.call([("PING",)])
            await sound(lease, node, epoch)

        with monkeypatch.context() as patch, client(store) as line:
            patch.setattr(Lease, "bury", bury)
            line.delete("chat:nodes")
            await delivered.until(CloseConnection)
        await delivered.until(Subscribe, 2)
        await sequencer.drained()
        assert [each.member for each in delivered.of(CloseConnection)] == ["Alice"]
        assert isinstance(delivered.effects[-1], Subscribe)
        assert delivered.rejected == []
        assert sequencer.users("lobby") == 1


async def test_a_store_that_refuses_a_leave_is_asked_again_with_the_next_renewal_only(
    store: StoreServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: dict[Script, int] = {NODES: 0, ROOM: 0}
    renewed = asyncio.Event()
    sound = StoreLink.run

    async def run(self: StoreLink, calls: Any, *others: Any) -> Any:
        for script, *_ in calls:
            runs[script] += 1
        if runs[NODES] >= RENEWALS:
            renewed.set()
        return await sound(self, calls, *others)

    async with sequencer_on(store) as (sequencer, delivered):
        with client(store) as line:
            line.config_set("maxmemory", "1")
            monkeypatch.setattr(StoreLink, "run", run)
            sequencer.submit("lobby", "Alice", [Unsubscribe("Alice", UserLeft("Alice", 2))])
            await renewed.wait()
            line.config_set("maxmemory", "0")
        assert runs[ROOM] <= RENEWALS + 1
        sequencer.submit("lobby", "Bob", [Subscribe("Bob", UserJoined("Bob", 3))])
        await delivered.until(Subscribe, 2)
        while sequencer.users("lobby") != 1:
            await sequencer.drained()


async def test_what_is_submitted_at_the_moment_the_store_is_back_goes_there_in_order(
    store: StoreServer, caplog: pytest.LogCaptureFixture
) -> None:
    async with sequencer_on(store) as (sequencer, delivered):
        loop = asyncio.get_running_loop()
        joins = (Subscribe(name, UserJoined(name, 2)) for name in ("Bob", "Carol", "Dave"))

        def come(left: int) -> None:
            joining = next(joins)
            sequencer.submit("lobby", joining.member, [joining])
            if left:
                loop.call_soon(loop.call_soon, come, left - 1)

        delivered.on_close = lambda: loop.call_soon(come, 2)
        store.kill()
        store.forget()
        store.start()
        await delivered.until(Subscribe, 4)
        assert [each for each in caplog.records if each.exc_info] == []


async def test_who_waits_for_a_turn_in_a_room_that_is_closed_is_rejected_and_leaves(
    store: StoreServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sequencer_on(store) as (deaf, at_deaf), sequencer_on(store) as (other, at_other):
        rooms = deaf._rooms
        monkeypatch.setattr(rooms, "hear", lambda _channel, _data: None)
        monkeypatch.setattr(rooms, "_fill_if_behind", lambda _room, _offset: None)
        monkeypatch.setattr(rooms, "fill", lambda _room: None)
        other.submit("lobby", "Carol", [Subscribe("Carol", UserJoined("Carol", 2))])
        await at_other.until(Subscribe, 2)
        deaf.submit("lobby", "Bob", [Subscribe("Bob", UserJoined("Bob", 3))])
        await deaf.drained()
        assert at_deaf.rejected == []
        rooms.close_all()
        assert at_deaf.rejected == ["Bob"]
        await at_other.until(UserLeft)
        assert UserLeft("Bob", at_other.of(UserLeft)[0].at, 2) in at_other.effects


async def test_who_leaves_while_nobody_knows_of_the_join_is_not_there_afterwards(
    store: StoreServer, caplog: pytest.LogCaptureFixture
) -> None:
    async with sequencer_on(store) as (sequencer, delivered):
        store.freeze()
        sequencer.submit("lobby", "Bob", [Subscribe("Bob", UserJoined("Bob", 2))])
        while not sequencer._exchange.is_pending("lobby"):
            await turn_ends()
        sequencer.submit("lobby", "Alice", [PublicMessage("Alice", "in vain")])
        await delivered.until(SendToOne)  # the link is lost
        sequencer.submit("lobby", "Bob", [Unsubscribe("Bob", UserLeft("Bob", 3))])
        store.thaw()
        while not sequencer.is_well:
            await turn_ends()
        sequencer.submit("lobby", "Alice", [PublicMessage("Alice", "after")])
        await delivered.until(PublicMessage)
        assert delivered.rejected == ["Bob"]
        while sequencer.users("lobby") != 1:
            await turn_ends()
        assert [each for each in caplog.records if each.exc_info] == []


async def test_a_node_whose_last_room_is_empty_goes_on_to_renew_its_lease(
    store: StoreServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks: list[int] = []
    checked = asyncio.Event()
    async with sequencer_on(store) as (sequencer, _):
        rooms = sequencer._rooms
        sound = rooms.check

        async def check(most: int) -> None:
            await sound(most)
            checks.append(most)
            checked.set()

        monkeypatch.setattr(rooms, "check", check)
        await checked.wait()
        sequencer.submit("lobby", "Alice", [Unsubscribe("Alice", UserLeft("Alice", 2))])
        await sequencer.drained()
        assert "lobby" not in rooms
        while len(checks) < 3:
            checked.clear()
            await checked.wait()
