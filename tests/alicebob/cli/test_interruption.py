"""``alicebob judge`` that is interrupted: nothing of it is left behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

ROOT = Path(__file__).parents[3]
DEADLINE = 60.0  # seconds; only a broken test ever gets there
SERVER = "exec {python} -m server --port {port} --log-level warning"
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
    server = f"exec 9>{pipe}; {SERVER}"
    options = ["--features", str(folder), "--only-own", "--jobs", "2", "--patience", "50"]
    run = subprocess.Popen(
        [sys.executable, "-m", "alicebob", "judge", "--server", server, *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "TMPDIR": str(temporary)},
    )
    try:
        with ThreadPoolExecutor(1) as thread:
            servers = thread.submit(pipe.open, "rb").result(DEADLINE)
            assert [servers.readline() for _ in range(2)] == [b"waiting\n"] * 2
            yield run, servers
    finally:
        run.kill()


def wait_for_the_end_of(servers: IO[bytes]) -> bytes:
    """Read until no process holds the pipe open any more."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(servers.read).result(DEADLINE)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupted_run_ends_completely(number: signal.Signals, tmp_path: Path) -> None:
    with run_in(tmp_path) as (run, servers):
        run.send_signal(number)
        told, _ = run.communicate(timeout=DEADLINE)
        assert wait_for_the_end_of(servers) == b""
    assert (run.returncode, "Interrupted: " in told, "Not run: " in told) == (130, True, True)
    assert ("Traceback" in told, list((tmp_path / "temporary").iterdir())) == (False, [])


def test_a_killed_run_leaves_no_server_behind(tmp_path: Path) -> None:
    with run_in(tmp_path) as (run, servers):
        run.kill()
        assert wait_for_the_end_of(servers) == b""
