"""The program in the README does what the README says."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import websocket

from alicebob.servers.process import Process
from alicebob.transport.address import Address

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
RUN = 'web.run_app(app, host="localhost", port=8081)'


def example() -> str:
    """The one Python program in the README, listening where the launcher says."""
    program: str
    (program,) = re.findall(r"```python\n(.*?)```", README, re.S)
    assert RUN in program
    return program.replace(
        RUN, "import os; web.run_app(app, host='localhost', port=int(os.environ['PORT']))"
    )


def client(address: Address) -> websocket.WebSocket:
    url = f"ws://{address.authority}/"
    return websocket.create_connection(url, socket=address.connect(5.0), timeout=5.0)


@pytest.fixture
def application(tmp_path: Path) -> Iterator[Address]:
    program = tmp_path / "applause.py"
    program.write_text(example())
    process = Process([sys.executable, str(program)], {"PYTHONPATH": str(ROOT)})
    process.wait_until_ready(lambda here: here.connect(1.0).close(), 20.0)
    yield process.address
    process.stop()


def test_the_example_is_no_longer_than_promised() -> None:
    lines = [line for line in example().splitlines() if line.strip()]
    assert len(lines) <= 30


def test_everybody_hears_a_clap_and_counts_what_they_heard(application: Address) -> None:
    alice = client(application)
    assert alice.recv() == "Say something to clap."
    alice.send("bravo")
    assert alice.recv() == "clap 1: bravo"
    bob = client(application)
    assert bob.recv() == "Say something to clap."
    alice.send("encore")
    assert bob.recv() == "clap 1: encore"
    assert alice.recv() == "clap 2: encore"
