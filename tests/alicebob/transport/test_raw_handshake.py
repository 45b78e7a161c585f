"""Handshakes that are begun and not ended, before a server that waits and one that does not."""

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from alicebob.transport.address import Address
from alicebob.transport.raw_handshake import UNFINISHED, unfinished_handshakes

SOON = 0.1  # seconds


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


def test_a_server_that_waits_for_ever_is_found_out(listener: socket.socket) -> None:
    address = Address("127.0.0.1", listener.getsockname()[1])
    assert unfinished_handshakes(address, SOON) == list(UNFINISHED)


def test_a_server_that_hangs_up_is_not(listener: socket.socket) -> None:
    def hang_up_on_all() -> None:
        with ExitStack() as lines:
            for _ in UNFINISHED:
                lines.enter_context(listener.accept()[0])

    thread = threading.Thread(target=hang_up_on_all)
    thread.start()
    address = Address("127.0.0.1", listener.getsockname()[1])
    assert unfinished_handshakes(address, 10.0) == []
    thread.join()
