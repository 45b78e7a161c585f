"""A failure told as a story: what should have been, what was, who did what when, what to run."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alicebob.model.received import PROBE, UserJoined, UserLeft, shorten
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

SHOWN = 40  # entries of a long timeline
LOG_LINES = 12  # of the server's last output


@dataclass(frozen=True, slots=True)
class Failure:
    """What a story is told about."""

    headline: str
    requirement: str
    expected: str
    actual: str
    law: str = ""  # the law that is broken, if it is one


@dataclass(frozen=True, slots=True)
class ReportContext:
    """What surrounds a failure: the journal, the server's last words, the way to see it again."""

    entries: Sequence[Entry]
    log: str
    again: str


def failure_report(failures: Sequence[Failure], around: ReportContext) -> str:
    """The story, to be read in a terminal."""
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
    lines += ["  What happened (ms since the scenario began; left: acts, right: hearings)"]
    lines += _timeline(around.entries)
    ends = _ends(around.entries)
    if ends:
        lines += ["", "  Lines that ended   " + " · ".join(ends)]
    log = around.log.strip().splitlines()[-LOG_LINES:]
    if log:
        lines += ["", "  The server's last output"] + [
            f"    {connection[:200]}" for connection in log
        ]
    lines += ["", f"  See it again   {around.again}"]
    return "\n".join(lines)


def _timeline(entries: Sequence[Entry]) -> list[str]:
    visible = [entry for entry in entries if _is_shown(entry)]
    lines = []
    for entry, who in _gather(visible):
        hears = isinstance(entry.what, EventReceived)
        words = f"{', '.join(dict.fromkeys(who))} {describe(entry.what, len(who))}"
        words += f", {len(who)} times" if not hears and len(who) > 1 else ""
        lines.append(f"    {entry.at * 1000:7.0f}  {'        ' if hears else ''}{words}")
    if len(lines) > SHOWN:
        half = SHOWN // 2
        skipped = len(lines) - 2 * half
        lines = [*lines[:half], f"        …  {skipped} more …", *lines[-half:]]
    return lines or ["    nothing at all"]


def _is_shown(entry: Entry) -> bool:
    """The harness's own doings, markers and ushers, are no part of the story."""
    if entry.connection.is_probe or (
        isinstance(entry.what, MessageSent | RequestSent | EventReceived) and entry.what.fence
    ):
        return False
    match entry.what:
        case EventReceived(UserJoined(name) | UserLeft(name)):
            return not name.startswith(PROBE)
    return True


def _gather(entries: Iterable[Entry]) -> list[tuple[Entry, list[str]]]:
    """Puts those together who hear the same thing one after the other, and what one does on end."""
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
    """An entry in words, to stand after the name of who it is about."""
    match what:
        case Connecting():
            return "knocks"
        case Connected():
            return "is in"
        case ConnectRejected(None, body):
            return f"asks to join in vain: {body[:80]}"
        case ConnectRejected(status, body):
            return f"is turned away with {status} {body[:80]}".rstrip()
        case MessageSent(text, _, None):
            return f"says {shorten(text)}"
        case MessageSent(text, _, to):
            return f"says {shorten(text)} to {to} alone"
        case RequestSent(client_message):
            return str(client_message)
        case AnnouncementSent(text):
            return f"announces {shorten(text)}"
        case BytesSent(sent) | InvalidSent(sent, _):
            return f"sends {sent}"
        case EventReceived(received, _):
            return f"{'hears' if people == 1 else 'hear'} {received}"
        case ReadingStopped():
            return "stops reading"
        case ReadingResumed():
            return "reads again"
        case Disconnecting(how):
            return how
        case Disconnected(code, reason):
            return f"sees the line end: {code} {reason}".rstrip()
