"""A consistent copy of a history file, also while a server writes to it.

The server keeps the file for itself, so SQLite cannot copy it. But every change is first in the
write-ahead log, and only ever goes from there into the file. A copy of the file, and then of the
log, is therefore whole if the log did not begin anew meanwhile: whatever changed in the file while
it was copied is in the log, from which SQLite repairs the copy.
"""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from server.store.sqlite_open import check_file, damaged
from server.store.sqlite_schema import HistoryTables

_ATTEMPTS = 50
_LOG_HEADER = 32  # bytes; two numbers in it change whenever the log begins anew


class HistoryBusy(Exception):
    """The log began anew during each attempt; the message says so."""


def take_snapshot(history: Path, copy: Path) -> None:
    """Write the history as it is now to ``copy``, one file without a log, and check it.

    Raises ``InvalidHistoryFile`` or ``HistoryBusy``, ``OSError`` if ``copy`` exists or cannot be
    written. After any of them there is no ``copy``.
    """
    check_file(history)
    history = history.resolve()
    os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    log = copy.with_name(copy.name + "-wal")
    try:
        _copy_both(history, copy, log)
        _finish(copy)
    except BaseException:
        copy.unlink()
        raise
    finally:
        log.unlink(missing_ok=True)
        copy.with_name(copy.name + "-shm").unlink(missing_ok=True)


def _copy_both(history: Path, copy: Path, log: Path) -> None:
    own_log = history.with_name(history.name + "-wal")
    for _ in range(_ATTEMPTS):
        before = _beginning(own_log)
        shutil.copyfile(history, copy)
        if own_log.exists():
            shutil.copyfile(own_log, log)
        if _beginning(own_log) == before:
            return
        log.unlink(missing_ok=True)
    raise HistoryBusy(f"The history {history} changes too fast to be copied: try again later.")


def _beginning(log: Path) -> bytes:
    """Return the beginning of a log; nothing if there is none, or an empty one."""
    try:
        with log.open("rb") as file:
            return file.read(_LOG_HEADER)
    except FileNotFoundError:
        return b""


def _finish(copy: Path) -> None:
    """Move the content of the log into the copy, and check all of it."""
    try:
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
            damage = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            HistoryTables(connection).look()
    except sqlite3.Error as error:
        raise damaged(copy, error) from error
    if damage != "ok":
        raise damaged(copy, damage)
