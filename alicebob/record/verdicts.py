"""Verdicts of a run, one JSON object per line, for other programs (``-D verdicts=FILE``).

A verdict has everything that the summary of a run and its JUnit file say about a scenario, so that
both can be made of the verdicts alone, whichever processes wrote them.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

KEPT, BROKEN, COULD_NOT_TELL = "kept", "broken", "could not tell"
NOT_PROMISED, NOT_FOR_THIS_DIALECT = "not promised", "not for this dialect"
NOT_PLAYED, NO_BROWSER = "not played through a page", "not run: no browser"
NO_SERVICE = "not run: no service"  # that the nodes of the chat share, as a Redis
KNOWN, KNOWN_PASSES = "known", "known, but passes"
AHEAD_KEPT, AHEAD_BROKEN = "ahead, kept", "ahead, broken"
MISTAKE = "mistake"  # in a feature: it says nothing about the server
NOT_STARTED = "not started"  # the server did not start

RED = frozenset({BROKEN, KNOWN_PASSES, MISTAKE, NOT_STARTED})
"""The outcomes that make a run fail."""
JUDGED = frozenset({KEPT, BROKEN, KNOWN, KNOWN_PASSES, AHEAD_KEPT, AHEAD_BROKEN})
"""The outcomes that say something about the server: a run without any of them proves nothing."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One scenario: its place, the outcome, the laws broken in it, the seconds it took.

    ``promises`` are those that it checks; of one that is not promised, those that are missing.
    ``why`` is a sentence about an outcome that needs one, and ``fact`` the fact of the server that
    stands in the way. ``step`` is the step that failed, with its place, ``report`` its failure
    report, and ``log`` the end of the server's output. Scenarios with equal ``cause`` probably
    failed by one mistake of the server. ``suspects`` are what would fit better than the facts of
    the profile, such as ``echo = false``. ``crowd`` counts the users who had sockets because
    there were enough users on pages.
    """

    at: str
    name: str
    verdict: str
    laws: tuple[str, ...] = ()
    seconds: float = 0.0
    promises: tuple[str, ...] = ()
    why: str = ""
    fact: str = ""
    step: str = ""
    report: str = ""
    cause: str = ""
    log: str = ""
    suspects: tuple[str, ...] = ()
    crowd: int = 0

    @property
    def is_red(self) -> bool:
        """True if the run fails because of this scenario."""
        return self.verdict in RED

    @property
    def feature(self) -> str:
        """The path of the feature file; "" for what belongs to none."""
        return self.at.rpartition(":")[0]


class Verdicts:
    """The verdicts of a run. Each is written at once; without a path, to no file."""

    def __init__(self, path: str | None = None) -> None:
        """Create the file. Raise ``OSError`` if ``path`` cannot be written."""
        self.all: list[Verdict] = []
        self._path = Path(path) if path else None
        if self._path is not None:
            self._path.write_text("")

    def write(self, verdict: Verdict) -> None:
        """Add a verdict, as one line of the file."""
        self.all.append(verdict)
        if self._path is not None:
            with self._path.open("a") as file:
                file.write(json.dumps(asdict(verdict)) + "\n")


def parse(line: str) -> Verdict:
    """Return the verdict in a line that ``Verdicts`` has written."""
    fields = json.loads(line)
    lists = {key: tuple(value) for key, value in fields.items() if isinstance(value, list)}
    return Verdict(**{**fields, **lists})


def read(path: Path) -> list[Verdict]:
    """Return all verdicts of a run."""
    return [parse(line) for line in path.read_text().splitlines()]


def proves_nothing(verdicts: Iterable[Verdict]) -> bool:
    """Return True for a run that judged no scenario, and in which nothing went wrong either."""
    return not any(each.verdict in JUDGED | RED for each in verdicts)
