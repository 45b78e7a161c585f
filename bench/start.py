"""The time of a start: of our server, of the smallest aiohttp server, and of the suite."""

import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from alicebob.servers.process import Process
from alicebob.transport.address import Address
from bench import cores
from bench.programs import HERE

ROOT = HERE.parent
_PATIENCE = 20.0  # seconds
_LOOK_AGAIN = 0.001  # seconds
_REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
_FEATURE = Path("features/people/leaving.feature")
_FIRST_STEP = re.compile(r"\s+(Given|When|Then) ")

SERVER = "our server, to its first answer"
HELLO = "aiohttp saying hello, to its first answer"
HELP = "our server's --help"
SUITE = "the suite, to the end of its first step"


class NoAnswer(Exception):
    """Raised when a started program did not do its work, with the reason."""


def to_first_answer(*command: str) -> float:
    """Return the seconds from the start of ``command`` to its first HTTP answer. Raises
    ``NoAnswer``."""
    began = time.perf_counter()
    process = Process(cores.on_core(cores.SERVER, [*command, "{port}"]), {})
    try:
        while not _answers(process.address.port):
            if process.exit_code is not None or time.perf_counter() - began > _PATIENCE:
                raise NoAnswer(f"{' '.join(command)} gave no answer")
            time.sleep(_LOOK_AGAIN)
        return time.perf_counter() - began
    finally:
        process.stop()


def _answers(port: int) -> bool:
    try:
        with Address("127.0.0.1", port).connect(1.0) as line:
            line.sendall(_REQUEST)
            return line.recv(64).startswith(b"HTTP/1.1 200")
    except OSError:
        return False


def of_help() -> float:
    """Return the seconds that ``python -m server --help`` takes."""
    began = time.perf_counter()
    command = cores.on_core(cores.SERVER, [sys.executable, "-m", "server", "--help"])
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return time.perf_counter() - began


def of_suite() -> float:
    """Return the seconds from ``behave`` to the end of the first step. Raises ``NoAnswer``."""
    lines = (ROOT / _FEATURE).read_text().splitlines()
    scenario = next(n for n, line in enumerate(lines, 1) if line.strip().startswith("Scenario:"))
    command = [sys.executable, "-u", "-m", "behave", f"{_FEATURE}:{scenario}", "--format=plain"]
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        took = next(
            (time.perf_counter() - began for line in process.stdout if _FIRST_STEP.match(line)),
            None,
        )
        process.stdout.read()  # the scenario ends by itself, and the server with it
    if took is None:
        raise NoAnswer("behave came to no step")
    return took


MEASUREMENTS: dict[str, Callable[[], float]] = {
    SERVER: lambda: to_first_answer(sys.executable, "-m", "server", "--port"),
    HELLO: lambda: to_first_answer(sys.executable, str(HERE / "peers" / "hello.py")),
    HELP: of_help,
    SUITE: of_suite,
}
