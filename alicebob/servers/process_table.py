"""The processes of this machine, and the ports on which they listen.

Linux has them in ``/proc``. Elsewhere ``ps`` and ``lsof`` tell them, and nobody tells the
environment of a process.
"""

import contextlib
import os
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_LISTENING, _TIME_WAIT = "0A", "06"  # states of TCP, as the kernel writes them
_SOCKET = re.compile(r"socket:\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A process that runs: its id, its parent, and the ids of its group and its session."""

    pid: int
    parent: int
    group: int
    session: int


def has_proc() -> bool:
    """Return True where ``/proc`` tells everything."""
    return (_PROC / "self" / "stat").exists()


def running() -> list[TableRow]:
    """Return all processes, without those that have ended and wait for their parent (zombies)."""
    return list(_from_proc() if has_proc() else _from_ps())


def has_in_environment(pid: int, variable: str) -> bool:
    """Return True if a process was started with ``variable`` (``NAME=value``); False if unknown."""
    try:
        return variable.encode() in (_PROC / str(pid) / "environ").read_bytes().split(b"\0")
    except OSError:
        return False


def has_open(pid: int, pipe: int) -> bool:
    """Return True if a process has an end of a pipe open, given by its inode; False if unknown."""
    return f"pipe:[{pipe}]" in _files_of(pid)


def name_of(pid: int) -> str:
    """Return the name of a process, "" if unknown."""
    try:
        return (_PROC / str(pid) / "comm").read_text(errors="replace").strip()
    except OSError:
        return ""


def listening(pids: Iterable[int]) -> dict[int, set[int]]:
    """Return the TCP ports on which each of these processes listens; only those that do."""
    if not has_proc():
        return _from_lsof(pids)
    ports = {inode: port for port, state, inode in _tcp_sockets() if state == _LISTENING}
    found = {pid: {ports[each] for each in _sockets_of(pid) if each in ports} for pid in pids}
    return {pid: held for pid, held in found.items() if held}


def is_in_time_wait(port: int) -> bool:
    """Return True if the kernel still waits for late packets to ``port``; False if unknown."""
    return any(each == port and state == _TIME_WAIT for each, state, _ in _tcp_sockets())


def _from_proc() -> Iterator[TableRow]:
    """Yield each process. One that ends during the look may have started others just before, so
    the look goes on until it finds nobody new."""
    seen: set[str] = set()
    while new := {name for name in os.listdir(_PROC) if name.isdecimal()} - seen:
        seen |= new
        for name in new:
            with contextlib.suppress(OSError):  # it has ended meanwhile
                # The name of the program comes first, in parentheses, and may contain some.
                stat = (_PROC / name / "stat").read_text(errors="replace")
                state, *ids = stat.rpartition(")")[2].split()[:4]
                if state not in "ZX":
                    yield TableRow(int(name), *map(int, ids))


def _from_ps() -> Iterator[TableRow]:
    for line in _lines_of("ps", "-A", "-o", "pid=,ppid=,pgid=,stat="):
        pid, parent, group, state = line.split()
        if not state.startswith("Z"):
            yield TableRow(int(pid), int(parent), int(group), int(group))


def _tcp_sockets() -> Iterator[tuple[int, str, str]]:
    """Yield the local port, the state and the inode of each TCP socket."""
    for name in ("tcp", "tcp6"):
        with contextlib.suppress(OSError):
            for line in (_PROC / "net" / name).read_text().splitlines()[1:]:
                fields = line.split()
                yield int(fields[1].rpartition(":")[2], 16), fields[3], fields[9]


def _sockets_of(pid: int) -> Iterator[str]:
    """Yield the inode of each socket that a process has open."""
    for file in _files_of(pid):
        if found := _SOCKET.fullmatch(file):
            yield found[1]


def _files_of(pid: int) -> Iterator[str]:
    """Yield what a process has open, in the words of the kernel (``pipe:[17]``)."""
    try:
        files = list((_PROC / str(pid) / "fd").iterdir())
    except OSError:
        return
    for file in files:
        with contextlib.suppress(OSError):
            yield os.readlink(file)


def _from_lsof(pids: Iterable[int]) -> dict[int, set[int]]:
    wanted, pid = set(pids), 0
    found: dict[int, set[int]] = defaultdict(set)
    for line in _lines_of("lsof", "-nP", "-iTCP", "-sTCP:LISTEN", "-Fpn"):
        kind, value = line[:1], line[1:]
        if kind == "p":
            pid = int(value)
        elif kind == "n" and pid in wanted:
            found[pid].add(int(value.rpartition(":")[2]))
    return dict(found)


def _lines_of(*command: str) -> list[str]:
    """Return what a command prints; nothing if it is not installed."""
    try:
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return []
    return run.stdout.splitlines()
