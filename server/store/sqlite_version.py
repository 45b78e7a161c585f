"""The versions of a history file, and the change of an older one to the newest."""

import logging
import sqlite3

APPLICATION = 0x416C426F  # "AlBo": in the header of every history file
VERSION = 3
ROW = 200  # approximate bytes of a message without its text
_INDEX = "CREATE INDEX messages_by_room ON messages (room, place, size)"
SCHEMA = (
    "CREATE TABLE messages (place INTEGER PRIMARY KEY, room TEXT NOT NULL, name TEXT NOT NULL,"
    " addressee TEXT, client_id TEXT NOT NULL, text TEXT NOT NULL, at INTEGER,"
    " size INTEGER NOT NULL)",
    _INDEX,
    "CREATE TABLE lost (room TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE life (born INTEGER NOT NULL, unknown INTEGER NOT NULL)",
)
CHANGES = {
    2: ("ALTER TABLE messages ADD COLUMN at INTEGER",),  # a time that is no place
    3: (
        "ALTER TABLE messages ADD COLUMN size INTEGER NOT NULL DEFAULT 0",
        f"UPDATE messages SET size = length(CAST(text AS BLOB)) + {ROW}",
        "DROP INDEX messages_by_room",
        _INDEX,
    ),
}
"""By version: the statements that change a file of the version before."""

INCREMENTAL = 2  # of SQLite's ways to return free pages to the system
_log = logging.getLogger("chat")


def bring_up_to_date(connection: sqlite3.Connection, now: int) -> None:
    """Create the tables of a new file, or change those of an older one, all or nothing."""
    connection.execute(f"PRAGMA auto_vacuum = {INCREMENTAL}")  # of an older file: from VACUUM on
    connection.execute("BEGIN EXCLUSIVE")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == 0:
        for statement in SCHEMA:
            connection.execute(statement)
        connection.execute("INSERT INTO life VALUES (?, ?)", (now, now))
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
    else:
        for number in range(version + 1, VERSION + 1):
            for statement in CHANGES[number]:
                connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def make_shrinkable(connection: sqlite3.Connection) -> None:
    """Rewrite a file that cannot return free pages, once; it was made before version 3.

    SQLite does this all or nothing. It needs about twice the file's size of free space; where there
    is less, the file stays as it is: limited like any other, but it never shrinks.
    """
    if connection.execute("PRAGMA auto_vacuum").fetchone()[0] == INCREMENTAL:
        return
    try:
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error as error:
        _log.warning(
            "history: the file cannot be made to shrink (%s); it is used as it is, and this is "
            "tried again at the next start",
            error,
        )
