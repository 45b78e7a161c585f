"""Messages between the command and its worker processes, one JSON object a line."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

from alicebob.runner.pieces import Piece, Place
from alicebob.servers.process import ServerDidNotStart


@dataclass(frozen=True, slots=True)
class Job:
    """The first message to a worker: what holds for all that it judges.

    ``root`` is the folder of ``environment.py`` and ``steps/``, ``folder`` an empty one for the
    worker's own files. ``options`` are those of the suite (``-D``), ``arguments`` behave's, and
    ``paths`` the places of the features.
    """

    root: str
    folder: str
    options: dict[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    step_folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """The next piece for a worker; without scenarios, the end of its work."""

    piece: Piece = ()


@dataclass(frozen=True, slots=True)
class End:
    """The run is over: a worker stops its servers, and ends in the middle of its work."""


@dataclass(frozen=True, slots=True)
class Asks:
    """A worker has judged its piece, if it had one, and its server runs."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A worker is done with a scenario; ``verdicts`` are its records, each as its line of JSON
    (``alicebob.record.verdicts``)."""

    verdicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DidNotStart:
    """A worker cannot begin: the server did not start, or (``is_mistake``) its options are
    invalid. ``step`` is the part of a start that failed."""

    why: str
    is_mistake: bool = False
    step: str = ServerDidNotStart.step


@dataclass(frozen=True, slots=True)
class Noted:
    """Something was odd about the end of a worker's server: a sentence for the summary."""

    note: str


Message = Job | Work | End | Asks | Judged | DidNotStart | Noted
_KINDS: dict[str, Callable[..., Message]] = {
    kind.__name__: kind for kind in (Job, Work, End, Asks, Judged, DidNotStart, Noted)
}


def encode(message: Message) -> str:
    """Return a message as one line."""
    return json.dumps([type(message).__name__, asdict(message)]) + "\n"


def decode(line: str) -> Message:
    """Return the message in a line that ``encode`` has made."""
    kind, fields = json.loads(line)
    given = {key: tuple(v) if isinstance(v, list) else v for key, v in fields.items()}
    if kind == Work.__name__:
        given["piece"] = tuple(Place(**place) for place in given["piece"])
    return _KINDS[kind](**given)
