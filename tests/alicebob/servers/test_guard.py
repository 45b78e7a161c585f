"""The guard: it ends what it watches when its input ends, even what is only about to start."""

import os
import signal
import subprocess

import pytest

from alicebob.servers import guard, process_table
from alicebob.servers.family import MARK

DEADLINE = 20.0  # seconds; only a broken test ever gets there
pytestmark = pytest.mark.skipif(not process_table.has_proc(), reason="nobody sees a mark here")


def server(mark: str, output: int = subprocess.DEVNULL) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, MARK: mark}
    return subprocess.Popen(["/bin/sleep", "1000"], env=environment, stdout=output)


def test_a_server_that_is_watched_ends_with_the_input() -> None:
    with server("kept") as kept, server("lost") as lost:
        lines = [f"watch kept {kept.pid} 0", f"watch lost {lost.pid} 0", "forget kept 0 0"]
        guard.main(lines)
        assert lost.wait(DEADLINE) == -signal.SIGKILL
        assert kept.poll() is None
        kept.kill()


def test_a_server_is_known_by_its_mark_before_its_id_is() -> None:
    with server("early") as early:
        guard.main(["watch early 0 0"])
        assert early.wait(DEADLINE) == -signal.SIGKILL


def test_a_server_is_known_by_its_pipe_before_it_has_its_mark() -> None:
    """The suite has ended between the fork and the exec: until then, the process is a copy of it,
    with the environment of the suite."""
    read_end, write_end = os.pipe()
    pipe = os.fstat(write_end).st_ino
    with server("of the suite", write_end) as late, server("of the suite") as other:
        os.close(read_end)
        os.close(write_end)
        guard.main([f"watch later 0 {pipe}"])
        assert late.wait(DEADLINE) == -signal.SIGKILL
        assert other.poll() is None
        other.kill()
