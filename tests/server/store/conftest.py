"""Fixture ``make``: each test that uses it runs once for each kind of store."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from server.store.base import Store
from tests.server.support.store_kinds import KINDS, HandClock, Make


@pytest.fixture(params=KINDS)
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Make]:
    with ExitStack() as closing:

        def made(
            limit: int = 1_000, most_rooms: int = 100, clock: HandClock | None = None
        ) -> Store:
            store = KINDS[request.param](tmp_path, limit, most_rooms, clock or HandClock())
            closing.callback(store.close)
            return store

        yield made


@pytest.fixture
def store(make: Make) -> Store:
    return make()
