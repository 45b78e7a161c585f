"""Lines that a driver prints, one JSON object each (``docs/drivers.md``). No input or output."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from alicebob.model.feature_mistake import way_out
from alicebob.model.received import RejectionReason
from alicebob.model.shown_text import cut, listed
from alicebob.wires.heard import Heard, HeardKind, heard

T = TypeVar("T")

VERSION = 1
ABILITIES = ("drop", "whisper", "leave", "typing", "ping", "users", "history")
"""Requests that not every driver fulfils, besides ``open``, ``say`` and ``close``."""
VALUES: Mapping[HeardKind, tuple[str, ...]] = {
    HeardKind.MESSAGE: ("text", "user", "number", "id", "at"),
    HeardKind.PRIVATE: ("text", "user", "to", "id", "at"),
    HeardKind.RECEIPT: ("text", "id", "at"),
    HeardKind.PAST: ("text", "user", "id", "at", "complete"),
    HeardKind.JOINED: ("user", "number", "count"),
    HeardKind.LEFT: ("user", "number", "count"),
    HeardKind.HERE: ("users", "count"),
    HeardKind.TYPING: ("typing", "user"),
    HeardKind.REFUSED: ("text", "reason"),
    HeardKind.ANNOUNCEMENT: ("text",),
    HeardKind.WELCOME: ("text",),
    HeardKind.PONG: ("nonce",),
}
"""The kinds of news that a driver can hear, each with the values that it may have."""
_SHOWN = 60  # characters of a value in a sentence
_NEEDED = {
    HeardKind.MESSAGE: "text",
    HeardKind.PRIVATE: "text",
    HeardKind.PAST: "text",
    HeardKind.TYPING: "typing",
}
_WORDS: Mapping[type, str] = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    list: "a list of texts",
}
_TYPES: Mapping[str, type] = {
    "count": int,
    "users": list,
    "typing": bool,
    "complete": bool,
}  # all others are texts
_KINDS = {kind.value: kind for kind in VALUES}
_REASONS = {reason.value: reason for reason in RejectionReason}


class BadLine(ValueError):
    """Raised for a line that a driver may not print, with a sentence that says why."""


@dataclass(frozen=True, slots=True)
class Hello:
    """The driver's answer to the suite's hello: what it can do, and what it hears with which
    values."""

    abilities: frozenset[str] = frozenset()
    hears: Mapping[HeardKind, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opened:
    """A connection is open, and its user in the chat."""

    connection: int


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """The server did not let the user in; ``text`` is the reason."""

    connection: int
    text: str


@dataclass(frozen=True, slots=True)
class HeardLine:
    """The server has told something on a connection."""

    connection: int
    heard: Heard


@dataclass(frozen=True, slots=True)
class Ended:
    """A connection has ended; ``code`` is the close code, if there is one."""

    connection: int
    code: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class DriverError:
    """Something went wrong on a connection, or, without one, in the driver itself."""

    connection: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The driver still reads what it is asked."""


Line = Hello | Opened | TurnedAway | HeardLine | Ended | DriverError | Checked


def read_line(raw: str, hello: Hello | None = None) -> Line:
    """Return what a line says; after the ``hello``, something may be heard only as it announced.

    Raises ``BadLine``.
    """
    try:
        values = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise BadLine(f"it is not JSON: {error}") from None
    if not isinstance(values, dict):
        raise BadLine("it is not a JSON object")
    match values.get("event"):
        case "hello":
            return _hello(values)
        case "opened":
            return Opened(_connection(values))
        case "refused":
            return TurnedAway(_connection(values), _optional(values, "text", str) or "")
        case "heard":
            return HeardLine(_connection(values), _heard(values, hello))
        case "ended":
            code, reason = _optional(values, "code", int), _optional(values, "reason", str)
            return Ended(_connection(values), code, reason or "")
        case "error":
            about = _connection(values) if "connection" in values else None
            return DriverError(about, _optional(values, "text", str) or "it does not say what")
        case "checked":
            return Checked()
    known = ("hello", "opened", "refused", "heard", "ended", "error", "checked")
    raise BadLine(f"its event is {_shown(values.get('event'))}; known are {', '.join(known)}")


def _hello(values: Mapping[str, object]) -> Hello:
    if values.get("protocol") != VERSION:
        spoken = _shown(values.get("protocol"))
        raise BadLine(f"the driver speaks protocol {spoken}, and this suite protocol {VERSION}")
    abilities = _texts(values.get("can", []), "can")
    _check_known(abilities, ABILITIES, "can")
    hears = values.get("hears")
    if not isinstance(hears, dict):
        raise BadLine('it needs hears, such as {"message": ["user", "text"], "joined": ["user"]}')
    _check_known(hears, _KINDS, "hears")
    return Hello(
        frozenset(abilities),
        {_KINDS[name]: _announced(_KINDS[name], names) for name, names in hears.items()},
    )


def _announced(kind: HeardKind, names: object) -> frozenset[str]:
    listed_names = _texts(names, f"hears.{kind}")
    _check_known(listed_names, VALUES[kind], f"hears.{kind}")
    needed = _NEEDED.get(kind)
    if needed is not None and needed not in listed_names:
        raise BadLine(f'hears.{kind} needs "{needed}"')
    return frozenset(listed_names)


def _heard(values: Mapping[str, object], hello: Hello | None) -> Heard:
    kind = _KINDS.get(str(values.get("kind")))
    if kind is None:
        known = listed(_KINDS, len(_KINDS))
        raise BadLine(f"its kind is {_shown(values.get('kind'))}; known are {known}")
    given = set(values) - {"event", "connection", "kind"}
    announced = set(VALUES[kind]) if hello is None else hello.hears.get(kind)
    if announced is None:
        raise BadLine(f'the hello does not say that the driver hears "{kind}"')
    if hello is not None and given != announced:
        odd = min(given ^ announced)
        what = f'has "{odd}", which' if odd in given else f'has no "{odd}", which'
        raise BadLine(f'a heard "{kind}" {what} the hello {_says(odd in given)}')
    for name in given:
        _optional(values, name, _TYPES.get(name, str))
    reason = values.get("reason")
    if reason is not None and reason not in _REASONS:
        raise BadLine(f"there is no reason {_shown(reason)}{way_out(str(reason), _REASONS)}")
    return heard(kind, values, None, reason=_REASONS.get(str(reason)))


def _says(is_given: bool) -> str:
    return "does not announce" if is_given else "announces"


def _connection(values: Mapping[str, object]) -> int:
    number = values.get("connection")
    if type(number) is not int:
        raise BadLine(f"its connection is {_shown(number)}, not the number of a connection")
    return number


def _optional(values: Mapping[str, object], name: str, kind: type[T]) -> T | None:
    if name not in values:
        return None
    value = values[name]
    is_list_of_others = isinstance(value, list) and not _is_texts(value)
    if isinstance(value, kind) and type(value) is kind and not is_list_of_others:
        return value
    raise BadLine(f"its {name} is {_shown(value)}, not {_WORDS[kind]}")


def _texts(value: object, name: str) -> list[str]:
    if not isinstance(value, list) or not _is_texts(value):
        raise BadLine(f"its {name} is {_shown(value)}, not a list of texts")
    return value


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _check_known(names: Iterable[str], known: Iterable[str], where: str) -> None:
    for name in names:
        if name not in known:
            raise BadLine(f'{where}: there is no "{name}"{way_out(name, list(known))}')


def _shown(value: object) -> str:
    return cut(json.dumps(value, ensure_ascii=False), _SHOWN)
