"""The family of a server: its first process, and all that come from it, wherever they went.

A process that starts a session of its own and whose parent has ended (a daemon) still has the
environment of its family. So each family has a mark there. Between its fork and its exec, a process
does not have that yet: it is known by the pipe into which it is going to print.
"""

import contextlib
import os
import select
import signal
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from alicebob.servers import process_table
from alicebob.servers.process_table import TableRow

MARK = "ALICEBOB_SERVER"  # the environment variable
_ROUNDS = 20  # in which a family that forks while it is killed is killed
_DEATH = 1000  # milliseconds for a killed process to end, at most


@dataclass(frozen=True, slots=True)
class Family:
    """A server's processes. ``leader`` is the first one, 0 before there is one; ``mark`` is the
    value of the variable ``ALICEBOB_SERVER`` in their environment. ``pipe`` is the number of the
    pipe into which they print (its inode), by which they are known before there is a leader."""

    mark: str
    leader: int = 0
    pipe: int = 0

    def members(self) -> dict[int, TableRow]:
        """Return the processes of the family that run, by their ids."""
        rows = process_table.running()
        found = {row.pid: row for row in rows if self._is_its_own(row)}
        while True:
            children = [row for row in rows if row.parent in found and row.pid not in found]
            if not children:
                return found
            found |= {row.pid: row for row in children}

    def others(self) -> dict[int, TableRow]:
        """Return the processes that run without the first one."""
        return {pid: row for pid, row in self.members().items() if pid != self.leader}

    def ports(self) -> set[int]:
        """Return the TCP ports on which the family listens; empty if unknown."""
        return set().union(*process_table.listening(self.members()).values())

    def server(self, port: int) -> int:
        """Return the process that is the server: the one that listens on ``port``.

        Wrappers such as ``npm`` stand above it, and workers below. Where several listen beside each
        other, it is the one that started them; where none is known, it is the first process.
        """
        members = self.members()
        listening = process_table.listening(members)
        holders = [pid for pid, ports in listening.items() if port in ports]
        if not holders:
            return self.leader
        lines = [_line_of(pid, members) for pid in holders]
        shared = set(lines[0]).intersection(*lines[1:])
        return next((pid for pid in lines[0] if pid in shared), self.leader)

    def kill(self) -> None:
        """Kill all processes of the family, and wait until they have ended."""
        for _ in range(_ROUNDS):
            members = self.members()
            if not members:
                return
            _send(members, signal.SIGKILL)
            for pid in members:
                _await_end(pid)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to all processes of the family."""
        _send(self.members(), number)

    def _is_its_own(self, row: TableRow) -> bool:
        if row.pid == os.getpid():
            return False
        if process_table.has_in_environment(row.pid, f"{MARK}={self.mark}"):
            return True
        if not self.leader:
            return bool(self.pipe) and process_table.has_open(row.pid, self.pipe)
        return self.leader in (row.pid, row.group, row.session)


def _send(pids: Iterable[int], number: signal.Signals) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, number)


def _line_of(pid: int, members: Mapping[int, TableRow]) -> list[int]:
    """Return a process and its ancestors within the family, itself first."""
    line: list[int] = []
    while pid in members and pid not in line:
        line.append(pid)
        pid = members[pid].parent
    return line


def _await_end(pid: int) -> None:
    """Wait until a process has ended, where the system can tell."""
    if not hasattr(os, "pidfd_open"):
        return
    try:
        handle = os.pidfd_open(pid)
    except OSError:
        return
    try:
        poll = select.poll()
        poll.register(handle, select.POLLIN)
        poll.poll(_DEATH)
    finally:
        os.close(handle)


def described(pids: Iterable[int]) -> str:
    """Return processes in words: ``process 17 (node)``."""
    named = [(pid, process_table.name_of(pid)) for pid in sorted(pids)]
    words = ", ".join(f"{pid} ({name})" if name else f"{pid}" for pid, name in named)
    return f"process {words}" if len(named) == 1 else f"processes {words}"
