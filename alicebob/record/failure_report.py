"""Failure report: what was expected and received, a timeline, and the command to run again.

No line is longer than ``WIDTH`` characters, except for a command that cannot be broken.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap

from alicebob.model.shown_text import cut
from alicebob.record.journal import Disconnected, Entry
from alicebob.record.timeline import WIDTH, timeline

LOG_LINES = 12  # lines of the server's last output
_MOST_TEXT, _TEXT_END = 600, 200  # characters of an expectation, and those kept from its end
_MOST_ENDS = 12  # closed connections
_TOO_BUSY = (
    "  This machine was too busy to run the suite for {:.1f} s: try again with -D patience=10."
)
_TITLE = (
    "  What happened (ms since the scenario began; left: actions, right: what users received{})"
)


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed expectation or a broken law, in words.

    ``law`` is the broken law, if there is one; ``position`` that of the entry in the journal that
    shows it, if it is known.
    """

    headline: str
    requirement: str
    expected: str
    actual: str
    law: str = ""
    position: int | None = None


@dataclass(frozen=True, slots=True)
class ReportContext:
    """The journal, the server's last output, and the command that runs the scenario again.

    ``stood_still``: seconds in which the machine did not run the suite. ``pages``: lines about the
    pages of users, which are shown as they are.
    """

    entries: Sequence[Entry]
    log: str
    again: str
    stood_still: float = 0.0
    pages: Sequence[str] = ()


def failure_report(failures: Sequence[Failure], around: ReportContext) -> str:
    """Return the report as text for a terminal."""
    lines: list[str] = []
    for failure in failures:
        lines += [
            *_block("", failure.headline),
            "",
            *_block("  Requirement  ", failure.requirement),
            *_block("  Expected     ", failure.expected),
            *_block("  Actual       ", failure.actual),
            "",
        ]
    points = {failure.position for failure in failures if failure.position is not None}
    lines.append(_TITLE.format("; →: where it went wrong" if points else ""))
    lines += timeline(around.entries, points)
    ends = _ends(around.entries)
    if ends:
        lines += ["", *_block("  Closed connections   ", ends)]
    log = around.log.strip().splitlines()[-LOG_LINES:]
    if log:
        shown = [f"    {cut(line, WIDTH - 4, _TEXT_END // 4)}" for line in log]
        lines += ["", "  The server's last output", *shown]
    if around.pages:
        lines += ["", *around.pages]
    if around.stood_still:
        lines += ["", _TOO_BUSY.format(around.stood_still)]
    return "\n".join([*lines, "", *_command(around.again)])


def _block(label: str, text: str) -> list[str]:
    """Return ``text`` after its label, in as many lines as it needs; a long one without its middle,
    with its length."""
    shown = cut(text, _MOST_TEXT, _TEXT_END)
    if len(text) > _MOST_TEXT:
        shown += f" ({len(text):,} characters in all)"
    if len(label) + len(shown) <= WIDTH:
        return [label + shown]
    first, *rest = wrap(shown, WIDTH - len(label), break_on_hyphens=False)
    return [label + first, *(" " * len(label) + line for line in rest)]


def _command(again: str) -> list[str]:
    """Return the command, a long one with a line for each option."""
    line = f"  Run again   {again}"
    return [line] if len(line) <= WIDTH else line.replace(" -D ", " \\\n      -D ").split("\n")


def _ends(entries: Iterable[Entry]) -> str:
    ends = [
        f"{entry.connection.user} {entry.what.code} {entry.what.reason}".rstrip()
        for entry in entries
        if isinstance(entry.what, Disconnected) and not entry.connection.is_probe
    ]
    more = [f"{len(ends) - _MOST_ENDS:,} more"] if len(ends) > _MOST_ENDS else []
    return " · ".join([*ends[:_MOST_ENDS], *more])
