"""The facts about a server that make a promise impossible."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from alicebob.dialects.described import Described
from alicebob.model.facts import Blank, Facts, Order, Shows, Told
from alicebob.wires.wire import Wire

_LONG_NAME = 64  # characters of a name that `long-names` promises
_LONG_BYTES = 65_535  # bytes of a message that `long` promises
_MOST_CHARACTERS = 65_536  # that `texts` promises
_BYTES_OF_A_CHARACTER = 4  # in UTF-8, at most


_DRIVER = "a driver makes all handshakes and frames itself"
OWN_FRAMES = (
    *("query", "websocket", "packed", "binary", "origin", "handshakes", "strict-handshake"),
    *("close-codes", "frames", "exact-keys", "asyncapi", "heartbeat", "backpressure", "signin"),
)
"""The promises that only a client can judge which makes its handshakes and frames itself."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A fact that makes a promise impossible: the fact's name, a sentence about the server, and
    whether it is true of a server with given facts."""

    fact: str
    sentence: str
    is_true: Callable[[Facts], bool]


def _tells_no_arrivals(facts: Facts) -> bool:
    return facts.arrivals is Told.UNTOLD


def _tells_no_departures(facts: Facts) -> bool:
    return facts.departures is Told.UNTOLD


_NAMELESS = Obstacle("shows", "the server does not show names", lambda f: f.shows is not Shows.NAME)
_UNORDERED = Obstacle("order", "the server keeps no order", lambda f: f.order is Order.UNKNOWN)
_CHANGING = Obstacle("changes", "the server changes texts", lambda f: bool(f.changes))

OBSTACLES: Mapping[str, tuple[Obstacle, ...]] = {
    "own-messages": (
        Obstacle("echo", "the server does not send users their own words", lambda f: not f.echo),
    ),
    "sender-order": (_UNORDERED,),
    "order": (_UNORDERED,),
    "arrivals": (Obstacle("arrivals", "the server tells nobody who joins", _tells_no_arrivals),),
    "departures": (
        Obstacle(
            "departures",
            "the server tells nobody who leaves",
            _tells_no_departures,
        ),
    ),
    "names-shown": (
        _NAMELESS,
        Obstacle(
            "name_pattern", "the server allows some names only", lambda f: bool(f.name_pattern)
        ),
    ),
    "long-names": (
        _NAMELESS,
        Obstacle(
            "max_name",
            "the server allows names of fewer than 64 characters",
            lambda f: _is_below(f.max_name, _LONG_NAME),
        ),
    ),
    "shared-names": (_NAMELESS,),
    "anonymous": (
        _NAMELESS,
        Obstacle(
            "anonymous",
            "the server does not call users without a name Anonymous",
            lambda f: f.anonymous != "Anonymous",
        ),
    ),
    "no-replay": (
        Obstacle("history", "the server repeats earlier messages", lambda f: f.history != 0),
    ),
    "long": (
        Obstacle(
            "max_bytes",
            "the server allows fewer than 65,535 bytes",
            lambda f: _is_below(f.max_bytes, _LONG_BYTES),
        ),
        Obstacle(
            "max_characters",
            "the server allows fewer than 65,535 characters",
            lambda f: _is_below(f.max_characters, _LONG_BYTES),
        ),
    ),
    "query": (_NAMELESS,),
    "names": (_NAMELESS,),
    "texts": (
        Obstacle(
            "max_bytes",
            "the server allows fewer than 262,144 bytes",
            lambda f: _is_below(f.max_bytes, _MOST_CHARACTERS * _BYTES_OF_A_CHARACTER),
        ),
        Obstacle(
            "max_characters",
            "the server allows another number of characters than 65,536",
            lambda f: f.max_characters not in (None, _MOST_CHARACTERS),
        ),
        Obstacle(
            "blank",
            "the server does not refuse blank texts",
            lambda f: f.blank not in (None, Blank.REFUSED),
        ),
        _CHANGING,
    ),
    "unique": (_NAMELESS,),
    "presence": (_NAMELESS,),
    "private": (_NAMELESS,),
    "typing": (_NAMELESS,),
}
"""For each promise that facts can make impossible, the facts that do. Others are always possible,
such as ``messages`` and ``page``."""


def obstacle(promise: str, facts: Facts) -> Obstacle | None:
    """Return the first fact that makes ``promise`` impossible for a server with these ``facts``;
    None if nothing does."""
    return next((each for each in OBSTACLES.get(promise, ()) if each.is_true(facts)), None)


def impossible_on(wire: Wire, facts: Facts) -> Mapping[str, str]:
    """Return the promises that a server with this wire and these facts cannot make, each with the
    reason."""
    found = impossible_by(facts)
    if not wire.has_rooms:
        found["rooms"] = "the wire names no {room}"
    if not wire.url.has_in_query("user"):
        found["query"] = "the query of the address has no {user}"
    if wire.separator is None:
        found["packed"] = "the wire has no separator"
    return {**_unsaid(Described("", wire, facts)), **found}


def impossible_with_driver(facts: Facts) -> Mapping[str, str]:
    """Return the promises that cannot be judged on a server with these facts whose users are
    played by a driver, each with the reason."""
    return {**dict.fromkeys(OWN_FRAMES, _DRIVER), **impossible_by(facts)}


def _unsaid(described: Described) -> dict[str, str]:
    """Return the promises for which a wire has no words, each with what it would take."""
    is_said = {
        "private": (described.has_private, "whisper in [wire], [[hear]] as private"),
        "typing": (described.has_typing, "typing in [wire], [[hear]] as typing with {user}"),
        "presence": (described.lists_users, "[[hear]] as here with names, beside joined and left"),
        "history": (described.past_messages != 0, "history in [facts], [[hear]] as past"),
    }
    unsaid = [(name, keys) for name, (is_so, keys) in is_said.items() if not is_so]
    return {name: f"its profile does not describe it ({keys})" for name, keys in unsaid}


def impossible_by(facts: Facts) -> dict[str, str]:
    """Return the promises that ``facts`` make impossible, each with the reason."""
    obstacles = {name: obstacle(name, facts) for name in OBSTACLES}
    return {name: each.sentence for name, each in obstacles.items() if each is not None}


def _is_below(limit: int | None, needed: int) -> bool:
    return limit is not None and limit < needed
