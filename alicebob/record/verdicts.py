"""Verdicts of a run, one JSON object per line, for other programs (``-D verdicts=FILE``)."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

KEPT, BROKEN, NOT_PROMISED = "kept", "broken", "not promised"
NOT_FOR_THIS_DIALECT = "not for this dialect"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One scenario: its place, the outcome, the laws broken in it, the seconds it took."""

    at: str
    name: str
    verdict: str
    laws: tuple[str, ...] = ()
    seconds: float = 0.0


class Verdicts:
    """Writer of verdicts, each at once; without a path, it writes nothing."""

    def __init__(self, path: str | None) -> None:
        """Create the file. Raise ``OSError`` if ``path`` cannot be written."""
        self._path = Path(path) if path else None
        if self._path is not None:
            self._path.write_text("")

    def write(self, verdict: Verdict) -> None:
        """Append a verdict as one line."""
        if self._path is not None:
            with self._path.open("a") as file:
                file.write(json.dumps(asdict(verdict)) + "\n")


def parse(line: str) -> Verdict:
    """Return the verdict in a line that ``Verdicts`` has written."""
    fields = json.loads(line)
    return Verdict(**{**fields, "laws": tuple(fields["laws"])})


def read(path: Path) -> list[Verdict]:
    """Return all verdicts of a run."""
    return [parse(line) for line in path.read_text().splitlines()]
