"""The guard: it ends what it watches when its input ends, even what is only about to start."""

import os
import signal
import subprocess

import pytest

from alicebob.servers import guard, process_table
from alicebob.servers.family import MARK
from alicebob.servers.process_table import TableRow

DEADLINE = 20.0  # seconds; only a broken test ever gets there
RUNNING = process_table.running
pytestmark = pytest.mark.skipif(not process_table.has_proc(), reason="nobody sees a mark here")


def server(mark: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(["/bin/sleep", "1000"], env={**os.environ, MARK: mark})


def test_what_is_watched_ends_with_the_input() -> None:
    with server("kept") as kept, server("lost") as lost:
        guard.main([f"watch kept {kept.pid}\n", f"watch lost {lost.pid}\n", "forget kept 0\n"])
        assert lost.wait(DEADLINE) == -signal.SIGKILL
        assert kept.poll() is None
        kept.kill()


def test_a_server_that_shows_its_mark_late_is_ended_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """The suite has ended between the fork and the exec."""
    started: list[subprocess.Popen[bytes]] = []

    def running() -> list[TableRow]:
        """Return what runs; the server comes just behind the first look."""
        rows = RUNNING()
        if not started:
            started.append(server("late"))
        return rows

    monkeypatch.setattr(process_table, "running", running)
    guard.main(["watch late 0\n"])
    with started[0] as late:
        try:
            assert late.wait(DEADLINE) == -signal.SIGKILL
        finally:
            late.kill()


def test_a_start_that_never_came_to_anything_is_not_awaited_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(guard, "_SHOWS_ITSELF", 0.05)
    guard.main(["watch nobody 0\n"])
