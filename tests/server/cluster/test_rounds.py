"""Clients that talk without end miss nothing, whatever fails: some rounds of each.

``ROUNDS=20 CUT=10 python -m pytest tests/server/cluster/test_rounds.py`` plays more.
"""

import asyncio
import os
from functools import partial
from pathlib import Path

import pytest

from tests.server.support.rounds import Rounds, rounds_on
from tests.server.support.store_servers import StoreServer

COUNT = int(os.environ.get("ROUNDS", "1"))
CUT = float(os.environ.get("CUT", "1"))  # seconds
NODES = {"redis": 2, "valkey": 3}
FAULTS = {
    "a node is killed": Rounds.kill_node,
    "a node stands still": Rounds.freeze_node,
    "a node is cut off": Rounds.isolate_node,
    "the store is killed": Rounds.kill_store,
    "the store is cut off": Rounds.cut_store,
    "the store stands still": Rounds.freeze_store,
    "publications are lost, doubled and swapped": Rounds.garble_publications,
}


@pytest.mark.parametrize("what", FAULTS)
def test_nobody_misses_or_repeats_anything(store: StoreServer, tmp_path: Path, what: str) -> None:
    async def main() -> None:
        async with rounds_on(store, tmp_path, NODES[store.kind], CUT) as rounds:
            for _ in range(COUNT):
                await rounds.play(partial(FAULTS[what], rounds))

    asyncio.run(main())
