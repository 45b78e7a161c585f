"""A server that does not start is tried once for each setting."""

import sys
from pathlib import Path

import pytest

from alicebob.dialects.plain import PLAIN
from alicebob.servers.pool import ServerPool
from alicebob.servers.process import ServerDidNotStart
from alicebob.servers.profile import Profile

PATIENCE = 1.0  # seconds


def pool_of(started: Path) -> ServerPool:
    """A pool whose servers note their start in ``started`` and exit."""
    program = f"open({str(started)!r}, 'a').write('started\\n')"
    return ServerPool(Profile("broken", (sys.executable, "-c", program)), PLAIN, PATIENCE)


def test_a_setting_that_failed_is_not_tried_again(tmp_path: Path) -> None:
    pool = pool_of(tmp_path / "started")
    for _ in range(2):
        with pytest.raises(ServerDidNotStart):
            pool.server("")
    assert (tmp_path / "started").read_text() == "started\n"
    pool.close()


def test_another_setting_is_still_tried(tmp_path: Path) -> None:
    pool = pool_of(tmp_path / "started")
    for setting in ("", "limited"):
        with pytest.raises(ServerDidNotStart):
            pool.server(setting)
    assert (tmp_path / "started").read_text() == "started\n" * 2
    pool.close()
