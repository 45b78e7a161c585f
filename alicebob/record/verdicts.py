"""What was judged, one JSON object a line, for programs that count (``-D verdicts=FILE``)."""

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
    """Writes each verdict as soon as there is one; without a path, nowhere."""

    def __init__(self, path: str | None) -> None:
        """Raises ``OSError`` when ``path`` cannot be written."""
        self._path = Path(path) if path else None
        if self._path is not None:
            self._path.write_text("")

    def write(self, verdict: Verdict) -> None:
        """Adds a line."""
        if self._path is not None:
            with self._path.open("a") as file:
                file.write(json.dumps(asdict(verdict)) + "\n")


def read(path: Path) -> list[Verdict]:
    """All verdicts of a run."""
    lines = path.read_text().splitlines()
    return [
        Verdict(**{**fields, "laws": tuple(fields["laws"])}) for fields in map(json.loads, lines)
    ]
