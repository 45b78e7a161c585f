"""Signs between systemd and its service: the sockets that it opened, and "ready"."""

import os
import socket
from contextlib import suppress

READY = "READY=1"
STOPPING = "STOPPING=1"
_FIRST = 3  # the first descriptor that systemd passes on
_PROCESS, _COUNT, _NAMES = "LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"
_NOTIFY = "NOTIFY_SOCKET"


def passed_sockets() -> list[socket.socket]:
    """Return the listening sockets that systemd has opened for this process, and forget them: a
    process that this one starts does not get them.

    Raises ``OSError`` for a descriptor that is no socket.
    """
    is_for_us = os.environ.get(_PROCESS) == str(os.getpid())
    count = os.environ.get(_COUNT, "") if is_for_us else ""
    for name in (_PROCESS, _COUNT, _NAMES):
        os.environ.pop(name, None)
    if not count.isdecimal():
        return []
    found = [socket.socket(fileno=_FIRST + number) for number in range(int(count))]
    for each in found:
        each.set_inheritable(False)
        each.setblocking(False)
    return found


def notify(state: str) -> None:
    """Tell systemd a state such as ``READY``, if it wants to know; it is not waited for."""
    address = os.environ.get(_NOTIFY, "")
    if not address.startswith(("/", "@")):
        return
    if address.startswith("@"):  # a name without a file
        address = "\0" + address[1:]
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.setblocking(False)
        line.sendto(state.encode(), address)
