"""The guard: a process that ends the servers of a suite when the suite has ended, however it ended.

It is told of each server on its standard input. The end of that input is the end of the suite.
"""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from threading import Lock
from typing import IO

from alicebob.servers.family import Family

_FOLDER = Path(__file__).parents[2]  # in which the package is
_WATCH, _FORGET = "watch", "forget"


class Guard:
    """The guard of all servers of this program, started for the first of them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[str] | None = None

    def watch(self, family: Family) -> None:
        """Have the family killed when this program ends. May be called again with its leader."""
        self._tell(f"{_WATCH} {family.mark} {family.leader} {family.pipe}")

    def forget(self, family: Family) -> None:
        """Undo ``watch``, for a family that has ended."""
        self._tell(f"{_FORGET} {family.mark} 0 0")

    def _tell(self, line: str) -> None:
        with self._lock, contextlib.suppress(BrokenPipeError):  # somebody has killed the guard
            if self._process is None:
                self._process = _started()
            pipe: IO[str] | None = self._process.stdin
            assert pipe is not None
            print(line, file=pipe, flush=True)


def _started() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-S", "-m", "alicebob.servers.guard"],
        env={**os.environ, "PYTHONPATH": str(_FOLDER)},
        cwd="/",
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        text=True,
    )


def main(lines: Iterable[str]) -> None:
    """Follow what the suite tells; at its end, kill all that are still watched."""
    watched: dict[str, Family] = {}
    for line in lines:
        what, mark, leader, pipe = line.split()
        if what == _WATCH:
            watched[mark] = Family(mark, int(leader), int(pipe))
        else:
            watched.pop(mark, None)
    for family in watched.values():
        family.kill()


GUARD = Guard()
"""The guard of this program."""

if __name__ == "__main__":
    main(sys.stdin)
