"""Failure report: what was expected and received, a timeline, and the command to run again."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alicebob.model.received import PROBE, UserJoined, UserLeft
from alicebob.model.shown_text import shorten
from alicebob.record.journal import (
    AnnouncementSent,
    BytesSent,
    Connected,
    Connecting,
    ConnectRejected,
    Disconnected,
    Disconnecting,
    Entry,
    EventReceived,
    InvalidSent,
    JournalEvent,
    MessageSent,
    ReadingResumed,
    ReadingStopped,
    RequestSent,
)

SHOWN = 40  # lines of a long timeline
LOG_LINES = 12  # lines of the server's last output


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed expectation or a broken law, in words."""

    headline: str
    requirement: str
    expected: str
    actual: str
    law: str = ""  # the broken law, if there is one


@dataclass(frozen=True, slots=True)
class ReportContext:
    """The journal, the server's last output, and the command that runs the scenario again."""

    entries: Sequence[Entry]
    log: str
    again: str


def failure_report(failures: Sequence[Failure], around: ReportContext) -> str:
    """Return the report as text for a terminal."""
    lines: list[str] = []
    for failure in failures:
        lines += [
            failure.headline,
            "",
            f"  Requirement  {failure.requirement}",
            f"  Expected     {failure.expected}",
            f"  Actual       {failure.actual}",
            "",
        ]
    lines += [
        "  What happened (ms since the scenario began; left: actions, right: what users received)"
    ]
    lines += _timeline(around.entries)
    ends = _ends(around.entries)
    if ends:
        lines += ["", "  Closed connections   " + " · ".join(ends)]
    log = around.log.strip().splitlines()[-LOG_LINES:]
    if log:
        lines += ["", "  The server's last output"] + [f"    {line[:200]}" for line in log]
    lines += ["", f"  Run again   {around.again}"]
    return "\n".join(lines)


def _timeline(entries: Sequence[Entry]) -> list[str]:
    visible = [entry for entry in entries if _is_shown(entry)]
    lines = []
    for entry, who in _gather(visible):
        is_received = isinstance(entry.what, EventReceived)
        counts = Counter(who)
        users = ", ".join(f"{user} ({n} times)" if n > 1 else user for user, n in counts.items())
        words = f"{users} {describe(entry.what, len(counts))}"
        lines.append(f"    {entry.at * 1000:7.0f}  {'        ' if is_received else ''}{words}")
    if len(lines) > SHOWN:
        half = SHOWN // 2
        skipped = len(lines) - 2 * half
        lines = [*lines[:half], f"        …  {skipped} more …", *lines[-half:]]
    return lines or ["    nothing"]


def _is_shown(entry: Entry) -> bool:
    """Return False for the suite's own markers and probe users."""
    if entry.connection.is_probe or (
        isinstance(entry.what, MessageSent | RequestSent | EventReceived) and entry.what.fence
    ):
        return False
    match entry.what:
        case EventReceived(UserJoined(name) | UserLeft(name)):
            return not name.startswith(PROBE)
    return True


def _gather(entries: Iterable[Entry]) -> list[tuple[Entry, list[str]]]:
    """Group equal receipts that follow one another, and equal bytes that one user sends."""
    gathered: list[tuple[Entry, list[str]]] = []
    for entry in entries:
        last = gathered[-1] if gathered else None
        if last and _belongs_to(last[0], entry):
            last[1].append(entry.connection.user)
        else:
            gathered.append((entry, [entry.connection.user]))
    return gathered


def _belongs_to(last: Entry, entry: Entry) -> bool:
    repeats = isinstance(entry.what, BytesSent) and last.connection is entry.connection
    return last.what == entry.what and (repeats or isinstance(entry.what, EventReceived))


def _ends(entries: Iterable[Entry]) -> list[str]:
    return [
        f"{entry.connection.user} {entry.what.code} {entry.what.reason}".rstrip()
        for entry in entries
        if isinstance(entry.what, Disconnected) and not entry.connection.is_probe
    ]


def describe(what: JournalEvent, people: int = 1) -> str:
    """Return an entry in words that follow the user's name."""
    match what:
        case Connecting():
            return "connects …"
        case Connected():
            return "has joined"
        case ConnectRejected(None, body):
            return f"is not allowed to join: {body[:80]}"
        case ConnectRejected(status, body):
            return f"is rejected with {status} {body[:80]}".rstrip()
        case MessageSent(text, _, None):
            return f"says {shorten(text)}"
        case MessageSent(text, _, to):
            return f"says {shorten(text)} to {to} in private"
        case RequestSent(client_message):
            return str(client_message)
        case AnnouncementSent(text):
            return f"announces {shorten(text)}"
        case BytesSent(sent) | InvalidSent(sent, _):
            return f"sends {sent}"
        case EventReceived(received, _):
            return f"{'receives' if people == 1 else 'receive'} {received}"
        case ReadingStopped():
            return "stops reading"
        case ReadingResumed():
            return "resumes reading"
        case Disconnecting(how, _):
            return how
        case Disconnected(code, reason):
            return f"sees the connection close: {code} {reason}".rstrip()
