"""Opening of a history file; a foreign or damaged file is rejected and left unchanged."""

import os
import sqlite3
import stat
from contextlib import closing, suppress
from pathlib import Path

from server.store.base import InvalidHistoryFile
from server.store.sqlite_schema import HistoryTables
from server.store.sqlite_version import (
    APPLICATION,
    VERSION,
    bring_up_to_date,
    make_shrinkable,
)

_MAGIC = b"SQLite format 3\0"
_HEADER = 100  # bytes
_CACHE = 16 * 1024  # KiB of the file cached in memory
_ELSE = "or give another path (--history)"


def open_history(path: Path, now: int) -> HistoryTables:
    """Open the history at ``path``, or create one there. SQLite keeps its log beside the file
    itself, so a symbolic link must be followed first.

    Raises ``InvalidHistoryFile``; the file is then unchanged.
    """
    try:
        _check_name(path)
        path = path.resolve()
        _check_path(path)
        if path.exists() and path.stat().st_size:
            _check_header(path)
            _check_content(path)
        return HistoryTables(_opened(path, now))
    except (OSError, ValueError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or error
        raise InvalidHistoryFile(
            f"Cannot open the history {path}: {why}. Fix that, {_ELSE}."
        ) from error
    except sqlite3.Error as error:
        raise InvalidHistoryFile(_why_not(path, error)) from error


def check_file(path: Path) -> None:
    """Check that there is a history file at ``path``. Raises ``InvalidHistoryFile``."""
    _check_name(path)
    path = path.resolve()
    _check_path(path)
    if not path.exists():
        raise InvalidHistoryFile(f"There is no history {path}: give its path (--history).")
    _check_header(path)


def damaged(path: Path, damage: object) -> InvalidHistoryFile:
    """Return the error for a damaged file."""
    return InvalidHistoryFile(
        f"The history {path} is damaged ({' '.join(str(damage).split())}) and left as it "
        f"is. Put an earlier copy in its place, move it away to begin a new one, {_ELSE}."
    )


def reason(error: Exception) -> str:
    """Return a short description of ``error`` for the log."""
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_FULL:
            return "the disk is full"
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return "the file cannot be written to"
        case sqlite3.SQLITE_IOERR:
            return "a disk error occurred"
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return "the file is damaged"
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "another program is using the file"
        case 0:
            return type(error).__name__  # nothing more: the error may quote a message
        case _:
            return str(error)


def _check_name(path: Path) -> None:
    if path.name == ":memory:" or str(path).startswith("file:"):
        raise InvalidHistoryFile(
            f"{path} is a name for SQLite, not a path: give the path of a file, or leave out "
            "--history to keep the history in memory."
        )


def _check_path(path: Path) -> None:
    if not path.parent.is_dir():
        raise InvalidHistoryFile(
            f"There is no folder {path.parent} for the history: create it, {_ELSE}."
        )
    if path.is_dir():
        raise InvalidHistoryFile(
            f"The history {path} is a folder: name a file in it, as {path}/chat.db."
        )
    if path.exists() and not stat.S_ISREG(path.stat().st_mode):
        raise InvalidHistoryFile(
            f"The history {path} is not a regular file: give another path (--history)."
        )
    written = path.exists() and path.stat().st_size
    if not written and _beside(path, "-wal").exists():
        raise InvalidHistoryFile(
            f"The history {path} is gone, but {path.name}-wal, a part of it, is still there: put "
            f"the history back beside it, or move that away, {_ELSE}."
        )
    if _beside(path, "-journal").exists():
        raise InvalidHistoryFile(
            f"A program was interrupted while writing the history {path}: open it once with the "
            f"program sqlite3, which repairs it, {_ELSE}."
        )


def _check_header(path: Path) -> None:
    """Check the file's header, application id and version. Raises ``InvalidHistoryFile``."""
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if not header.startswith(_MAGIC) or len(header) < _HEADER:
        raise InvalidHistoryFile(f"{path} is not a chat history: move it away, {_ELSE}.")
    if int.from_bytes(header[68:72], "big") != APPLICATION:
        raise InvalidHistoryFile(
            f"{path} is the database of another program, not a chat history: give another path "
            "(--history)."
        )
    version = int.from_bytes(header[60:64], "big")
    if version > VERSION:
        raise InvalidHistoryFile(
            f"The history {path} was written by a newer server (version {version} of the file, "
            f"this one supports {VERSION}): start that one, {_ELSE}."
        )


def _check_content(path: Path) -> None:
    """Check the whole file for damage without changing it. Raises ``InvalidHistoryFile``."""
    shared_memory = _beside(path, "-shm")
    is_in_use = shared_memory.exists()
    has_log = _beside(path, "-wal").exists()  # its content is part of the history
    address = path.absolute().as_uri() + ("?mode=ro" if has_log else "?immutable=1")
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=0)) as connection:
            damage = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if damage == "ok":
                HistoryTables(connection).look()
    except (sqlite3.Error, TypeError) as error:
        if isinstance(error, sqlite3.Error) and not _is_damage(error):
            raise
        damage = str(error)
    finally:
        if not is_in_use:  # created by reading
            shared_memory.unlink(missing_ok=True)
    if damage != "ok":
        raise damaged(path, damage)


def _opened(path: Path, now: int) -> sqlite3.Connection:
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
    # The file contains private messages: only its owner may read it.
    os.close(os.open(path, flags, 0o600))
    connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        connection.text_factory = _text
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        bring_up_to_date(connection, now)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        make_shrinkable(connection)
    except BaseException:
        with suppress(sqlite3.Error):
            connection.close()
        raise
    return connection


def _text(raw: bytes) -> str:
    """Decode a text, replacing damaged bytes so that other messages stay readable."""
    return raw.decode(errors="replace")


def _why_not(path: Path, error: sqlite3.Error) -> str:
    if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
        return f"The history {path} is in use by another server: stop that one, {_ELSE}."
    return f"Cannot open the history {path}: {reason(error)}. Fix that, {_ELSE}."


def _is_damage(error: sqlite3.Error) -> bool:
    kinds = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in kinds


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)
