"""The options of a run, as ``-D NAME=VALUE`` of behave gives them."""

import math
from collections.abc import Mapping
from pathlib import Path

from alicebob.record.verdicts import Verdicts
from alicebob.scenario.players import Via
from alicebob.servers.profile import BadOption

DEFAULT_PATIENCE = 2.0  # seconds without any news
OPTIONS = {
    "profile": "a name in profiles/, or a path to a TOML file [reference]",
    "server": "the command of the server under test, with {port}, or PORT in its environment",
    "url": "http://HOST:PORT of a running server; several of one chat are separated by commas",
    "nodes": "the number of servers that together serve the chat [the profile's, or 1]",
    "promises": "the promises of that server, separated by commas [core]",
    "dialect": "the dialect of users for whom a feature names none: plain, events, envelope",
    "via": "how users are played: socket, browser, mixed [socket]",
    "patience": "seconds without any news after which the suite stops waiting [2]",
    "verdicts": "a file for the verdicts, one JSON object per line",
    "junit": "a folder for a JUnit file, which CI systems read",
    "pages": "a folder for pictures of pages in scenarios that fail [alicebob-pages]",
    "enough": "stop after this number of broken scenarios",
    "first_talk": "no: begin with the first scenario, even if no two users can talk [yes]",
    "again": "the command that runs a scenario again, with {scenario} for its place",
}
"""The options that behave's ``-D`` takes, as ``-D NAME=VALUE``."""


def check_names(options: Mapping[str, str]) -> None:
    """Raise ``BadOption`` for an option that there is not."""
    unknown = sorted(set(options) - set(OPTIONS))
    if unknown:
        known = "".join(f"\n  -D {name}=  {what}" for name, what in OPTIONS.items())
        raise BadOption(f"unknown option -D {unknown[0]}; known are{known}")


def verdicts(path: str | None) -> Verdicts:
    """Return the verdicts of a new run, which are written to the file at ``path`` if there is one.

    Raises ``BadOption`` if that is impossible.
    """
    try:
        return Verdicts(path)
    except OSError as error:
        raise BadOption(f"-D verdicts=: {path} cannot be written: {error.strerror}") from None


def junit_folder(path: str | None) -> Path | None:
    """Return the folder for the JUnit file, created if necessary; None without a ``path``.

    Raises ``BadOption`` if it cannot be created.
    """
    if not path:
        return None
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadOption(f"-D junit=: {path} cannot be a folder: {error.strerror}") from None
    return Path(path)


def enough(text: str | None) -> float:
    """Return the number of broken scenarios after which the run stops. Raises ``BadOption``."""
    if text is None:
        return math.inf
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and int(text)):
        raise BadOption(f"-D enough= takes a number of scenarios from 1, not {text!r}")
    return int(text)


def first_talk(text: str | None) -> bool:
    """Return True if two users talk before the first scenario. Raises ``BadOption``."""
    if text not in (None, "yes", "no"):
        raise BadOption(f"-D first_talk= takes yes or no, not {text!r}")
    return text != "no"


def via(text: str | None) -> Via:
    """Return the way in which users are played. Raises ``BadOption``."""
    known = [each.value for each in Via]
    if text is not None and text not in known:
        raise BadOption(f"-D via= takes one of {', '.join(known)}, not {text!r}")
    return Via(text or Via.SOCKET)


def patience(text: str | None) -> float:
    """Return the patience in seconds. Raises ``BadOption``."""
    if text is None:
        return DEFAULT_PATIENCE
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 600:
        raise BadOption(f"-D patience= takes seconds, as 2 or 0.5, not {text!r}")
    return seconds
