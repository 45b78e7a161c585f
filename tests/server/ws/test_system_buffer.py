"""The system tells how much of a connection it holds."""

import asyncio
import socket
from types import SimpleNamespace
from typing import cast

from server.ws.system_buffer import unread_size, unsent_size


def transport_on(connection: socket.socket | None) -> asyncio.Transport:
    return cast(asyncio.Transport, SimpleNamespace(get_extra_info=lambda _name: connection))


def test_what_has_arrived_and_was_not_read_is_counted() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(b"seven b")
        assert unread_size(transport_on(ours)) == 7
        ours.recv(3)
        assert unread_size(transport_on(ours)) == 4


def test_a_connection_without_a_socket_holds_nothing() -> None:
    assert (unread_size(transport_on(None)), unsent_size(transport_on(None))) == (0, 0)


def test_a_closed_socket_holds_nothing() -> None:
    ours, theirs = socket.socketpair()
    ours.close()
    theirs.close()
    assert unread_size(transport_on(ours)) == 0
