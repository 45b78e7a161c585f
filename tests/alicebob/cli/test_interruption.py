"""``alicebob judge`` that is interrupted or killed: nothing of it is left behind."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from alicebob.servers import process_table

ROOT = Path(__file__).parents[3]
DEADLINE = 60.0  # seconds; only a broken test ever gets there
MARK = "ALICEBOB_TEST"  # in the environment of all that comes from a run
PROCESSES = 11  # the command; of each worker itself, its guard, its server and its daemon
ORDERLY = b"ended with 0\n"
SERVER = "{python} -m server --port {port} --log-level warning; echo ended with $? >&9"
DAEMON = """
import os, signal
if os.fork(): os._exit(0)
os.setsid()
if os.fork(): os._exit(0)
signal.signal(signal.SIGTERM, signal.SIG_IGN)
while True: signal.pause()
"""
"""A part of the server which leaves its group and its parent, and ignores SIGTERM."""
FEATURE = """
@promise.core
Feature: Waiting {name}
  Rule: Waiting
    Scenario: Bob waits for a long time
      Given users "Alice" and "Bob" connect to the chat
      And the test knows it
      Then user "Bob" should receive message from "Alice" saying "Hello"
"""

STEPS = """
from behave import given

@given("the test knows it")
def step_know(context):
    with open({pipe!r}, "w") as pipe:
        pipe.write("waiting\\n")
"""


pytestmark = pytest.mark.skipif(
    not process_table.has_proc(), reason="the system does not tell what a process comes from"
)


@contextmanager
def run_in(folder: Path) -> Iterator[tuple[subprocess.Popen[str], IO[bytes]]]:
    """Two processes in the middle of a run, and a pipe that their servers hold open."""
    for name in ("a", "b"):
        (folder / f"{name}.feature").write_text(FEATURE.format(name=name))
    pipe, temporary = folder / "pipe", folder / "temporary"
    os.mkfifo(pipe)
    temporary.mkdir()
    (folder / "steps").mkdir()
    (folder / "steps" / "own_steps.py").write_text(STEPS.format(pipe=str(pipe)))
    (folder / "daemon.py").write_text(DAEMON)
    server = f"exec 9>{pipe}; {{python}} {folder / 'daemon.py'}; {SERVER}"
    options = ["--features", str(folder), "--only-own", "--jobs", "2", "--patience", "50"]
    run = subprocess.Popen(
        [sys.executable, "-m", "alicebob", "judge", "--server", server, *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "TMPDIR": str(temporary), MARK: str(folder)},
    )
    try:
        with ThreadPoolExecutor(1) as thread:
            servers = thread.submit(pipe.open, "rb").result(DEADLINE)
            assert [servers.readline() for _ in range(2)] == [b"waiting\n"] * 2
            yield run, servers
    finally:
        run.kill()


def processes_of(folder: Path) -> list[int]:
    """All processes that come from the run in a folder, wherever they went."""
    mark = f"{MARK}={folder}"
    rows = process_table.running()
    return [row.pid for row in rows if process_table.has_in_environment(row.pid, mark)]


def workers_of(run: subprocess.Popen[str]) -> list[int]:
    return [row.pid for row in process_table.running() if row.parent == run.pid]


def ending(folder: Path, act: Callable[[], None]) -> list[int]:
    """Act, wait for the end of all processes of the run, and return those that came after."""
    handles = [os.pidfd_open(pid) for pid in processes_of(folder)]
    assert len(handles) >= PROCESSES
    act()
    for handle in handles:
        assert select.select([handle], [], [], DEADLINE)[0], "a process goes on"
        os.close(handle)
    return processes_of(folder)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupted_run_ends_completely(number: signal.Signals, tmp_path: Path) -> None:
    with run_in(tmp_path) as (run, _servers):
        assert ending(tmp_path, lambda: run.send_signal(number)) == []
        told, _ = run.communicate(timeout=DEADLINE)
    assert (run.returncode, "Interrupted: " in told, "Not run: " in told) == (130, True, True)
    assert ("Traceback" in told, list((tmp_path / "temporary").iterdir())) == (False, [])


def test_a_killed_run_ends_at_once_and_asks_no_server_to(tmp_path: Path) -> None:
    with run_in(tmp_path) as (run, servers):
        assert ending(tmp_path, run.kill) == []
        assert ORDERLY not in servers.read()


def test_workers_that_stand_still_end_with_a_killed_run(tmp_path: Path) -> None:
    with run_in(tmp_path) as (run, _servers):
        for worker in workers_of(run):
            os.kill(worker, signal.SIGSTOP)
        assert ending(tmp_path, run.kill) == []


def test_a_worker_that_is_killed_ends_the_run_and_all_servers(tmp_path: Path) -> None:
    with run_in(tmp_path) as (run, _servers):
        worker = workers_of(run)[0]
        assert ending(tmp_path, lambda: os.kill(worker, signal.SIGKILL)) == []
        told, _ = run.communicate(timeout=DEADLINE)
    assert "A process of the suite ended in the middle of its work." in told
