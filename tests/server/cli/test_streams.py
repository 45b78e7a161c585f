"""The server's standard streams and signals, when its surroundings are not as usual."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.server.cli.test_serve import CLEAN, PATIENCE, ROOT, come

Running = tuple["subprocess.Popen[bytes]", str]  # the process, and the line with its address

# Starts the server without some streams; its address comes by another descriptor.
WITHOUT = """
import os, sys
from server.cli import serve
from server import __main__
shown = os.fdopen(os.dup(int(sys.argv.pop(1))), "w")
for descriptor in sys.argv.pop(1).split(","):
    os.close(int(descriptor))
serve.print = lambda line, **_: (shown.write(line + chr(10)), shown.flush())
sys.exit(__main__.main())
"""


@contextmanager
def server(*command: str, **options: object) -> Iterator[Running]:
    """Run a server whose address comes by a pipe of its own, given to it by number."""
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-c", WITHOUT, str(writing), *command, "--port", "0"],
        cwd=ROOT,
        env=CLEAN,
        pass_fds=[writing],
        **options,  # type: ignore[call-overload]
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as shown:
            yield process, shown.readline()
    finally:
        process.kill()
        process.wait()
        if process.stderr is not None:
            process.stderr.close()


def answers(line: str) -> bool:
    """Return whether the chat returns a message."""
    member = come(line, "Alice")
    member.send("still there?")
    answer = str(member.recv())
    member.close()
    return "still there?" in answer


def ends_well(process: "subprocess.Popen[bytes]") -> bool:
    process.terminate()
    return process.wait(PATIENCE) == 0


@pytest.mark.parametrize("closed", ["0", "1", "2", "0,1,2"])
def test_a_server_without_standard_streams_serves(closed: str) -> None:
    with server(closed) as (process, line):
        assert answers(line)
        assert ends_well(process)


def test_a_log_that_nobody_reads_stops_neither_the_chat_nor_its_end() -> None:
    with server("0", "--log-level", "debug", stderr=subprocess.PIPE) as (process, line):
        for _ in range(300):  # each leaves lines, together more than a pipe holds
            come(line, "A" * 60).close()
        assert answers(line)
        assert ends_well(process)


def test_under_nohup_sighup_is_ignored() -> None:
    def ignore() -> None:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)

    with server("0", preexec_fn=ignore) as (process, line):
        process.send_signal(signal.SIGHUP)
        assert answers(line)
        assert ends_well(process)
