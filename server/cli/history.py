"""``python -m server backup FILE``, ``export`` and ``forget NAME``: for a history file."""

import json
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TextIO

from server.cluster.address import is_address
from server.config.argument_parser import SettingsParser
from server.config.options import CONFIG, CONFIG_VARIABLE, HISTORY_OPTIONS
from server.config.program import PROGRAM
from server.config.sources import given
from server.config.values import SQLITE, InvalidValue
from server.core.clock import microseconds
from server.core.events import PrivateMessage
from server.core.names import InvalidName, user_name
from server.store.base import InvalidHistoryFile
from server.store.sqlite_open import check_file, open_history
from server.store.sqlite_snapshot import HistoryBusy, take_snapshot

_FAILED = 1  # exit code
_SHARED = (
    "this command is for a history file; that of many nodes is in the store which they share: "
    "see docs/nodes.md"
)
_ARGUMENTS = {
    "backup": ("FILE", "new file for the copy"),
    "forget": ("NAME", "name of the user whose messages are deleted, as the chat shows it"),
}
_DESCRIPTIONS = {
    "backup": "Copies the history to a new file, also while a server uses it. To restore it, stop "
    "the server and put the copy in the place of the history, without its -wal.",
    "export": "Prints every message as a line of JSON, oldest first, also while a server runs.",
    "forget": "Deletes all that a user said in every room, public or private. Stop the server "
    "first: it keeps messages in memory as well.",
}


def main(
    command: str, arguments: Sequence[str], environment: Mapping[str, str] = os.environ
) -> int:
    """Run the command and return 0, or 1 with a sentence when it fails; invalid arguments end the
    program with exit code 2."""
    parser = _parser(command)
    flags = parser.texts(arguments)
    argument = flags.get("argument") or ""
    try:
        history = _history(flags, environment)
        name = user_name(argument) if command == "forget" else ""
    except (InvalidName, InvalidValue) as error:
        parser.error(str(error))
    if history is None:
        parser.error("no history: give its file with --history, $CHAT_HISTORY, or a --config file")
    try:
        match command:
            case "backup":
                take_snapshot(history, Path(argument))
                print(f"{argument} is a copy of {history}, and complete.")
            case "export":
                export(history, sys.stdout)
            case _:
                print(f"Deleted messages of {name!r}: {forget(history, name)}.")
    except (InvalidHistoryFile, HistoryBusy) as bad:
        print(bad, file=sys.stderr)
        return _FAILED
    except OSError as error:
        print(f"Cannot write {argument or 'the messages'}: {error.strerror}.", file=sys.stderr)
        return _FAILED
    return 0


def export(history: Path, out: TextIO) -> None:
    """Write every message of ``history`` to ``out``, from a copy that is removed again."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copy.db")
        take_snapshot(history, copy)
        tables = open_history(copy, microseconds())
        for room, message in tables.all_messages():
            to = message.to if isinstance(message, PrivateMessage) else None
            at, private = message.at or message.sequence, {"to": to} if to is not None else {}
            row = {"id": message.sequence, "at": at, "room": room, "from": message.name, **private}
            out.write(json.dumps({**row, "text": message.text}) + "\n")
        tables.close()
        out.flush()


def forget(history: Path, name: str) -> int:
    """Delete all messages of the user of this name, and return their number."""
    check_file(history)
    tables = open_history(history, microseconds())
    try:
        return tables.forget(name)
    finally:
        tables.close()


def _history(flags: Mapping[str, str | None], environment: Mapping[str, str]) -> Path | None:
    found = given(HISTORY_OPTIONS, flags, environment)
    store = found["store"].value if "store" in found else ""
    path = found["history"].value if "history" in found else ""
    if not path and is_address(store):
        raise InvalidValue(_SHARED)
    if not path and store.startswith(SQLITE):
        path = store.removeprefix(SQLITE)
    return Path(path) if path else None


def _parser(command: str) -> SettingsParser:
    what = _ARGUMENTS.get(command)
    usage = f"{what[0]} [--history PATH] [--config FILE]" if what else "[--history PATH]"
    parser = SettingsParser(f"{PROGRAM} {command}", usage, _DESCRIPTIONS[command], "")
    if what is not None:
        parser.add_argument("argument", metavar=what[0], help=what[1])
    for option in HISTORY_OPTIONS:
        parser.add_argument(
            option.flag, metavar=option.metavar, help=f"as the server's [${option.variable}]"
        )
    parser.add_argument(
        CONFIG, metavar="FILE", help=f"the server's configuration file [none; ${CONFIG_VARIABLE}]"
    )
    return parser
