"""Fixture ``store``: each test that uses it runs on a Redis and on a Valkey."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.support.store_servers import PROGRAMS, StoreServer, store_server


@pytest.fixture(params=PROGRAMS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[StoreServer]:
    folder = tmp_path / "store"
    folder.mkdir()
    with store_server(request.param, folder) as server:
        yield server
