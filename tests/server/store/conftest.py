"""Fixture ``make``: each test that uses it runs once for each kind of store."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import pytest
import redis

from server.store.base import Store
from tests.server.support.script_store import ScriptStore
from tests.server.support.store_kinds import KINDS, HandClock, Make
from tests.server.support.store_servers import PROGRAMS, StoreServer, store_server

MOST_ROOMS = 100


@pytest.fixture(scope="session")
def shared_stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator["SharedStores"]:
    with ExitStack() as closing:
        yield SharedStores(tmp_path_factory, closing)


class SharedStores:
    """A Redis and a Valkey for all tests, each started when it is first needed."""

    def __init__(self, folders: pytest.TempPathFactory, closing: ExitStack) -> None:
        self._folders = folders
        self._closing = closing
        self._servers: dict[str, StoreServer] = {}

    def client(self, kind: str) -> redis.Redis:
        if kind not in self._servers:
            server = store_server(kind, self._folders.mktemp(kind))
            self._servers[kind] = self._closing.enter_context(server)
        return redis.Redis.from_url(self._servers[kind].url, protocol=2)


@pytest.fixture(params=[*KINDS, *PROGRAMS])
def make(
    request: pytest.FixtureRequest, tmp_path: Path, shared_stores: SharedStores
) -> Iterator[Make]:
    kind = request.param
    with ExitStack() as closing:

        def made(
            limit: int = 1_000, most_rooms: int = MOST_ROOMS, clock: HandClock | None = None
        ) -> Store:
            clock = clock or HandClock()
            if kind in KINDS:
                store = KINDS[kind](tmp_path, limit, most_rooms, clock)
                closing.callback(store.close)
                return store
            if most_rooms != MOST_ROOMS:
                pytest.skip("the rooms of a shared store are not limited: they expire")
            client = closing.enter_context(shared_stores.client(kind))
            return ScriptStore(client, uuid4().hex, limit, clock)

        yield made


@pytest.fixture
def store(make: Make) -> Store:
    return make()
