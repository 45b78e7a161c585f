"""The meaning of a frame of any chat, with the values that its template found."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from alicebob.model.received import RejectionReason
from alicebob.wires.hole import as_text, whole


class HeardKind(StrEnum):
    """The meaning of a frame; in a profile the ``as`` of a ``[[hear]]``."""

    MESSAGE = "message"
    JOINED = "joined"
    LEFT = "left"
    HERE = "here"
    PAST = "past"
    RECEIPT = "receipt"
    PRIVATE = "private"
    TYPING = "typing"
    REFUSED = "refused"
    ANNOUNCEMENT = "announcement"
    WELCOME = "welcome"
    IGNORE = "ignore"
    PONG = "pong"


HEARD_NAMES = (
    *("user", "number", "text", "to", "count", "users"),
    *("id", "at", "typing", "nonce", "complete"),
)
"""The holes that mean something in a ``[[hear]]``; what ``await`` binds has other names."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A frame that was understood; None for what it does not tell.

    ``user`` and ``number`` say whom it is about, ``to`` who a private message is for. ``count`` is
    a number of users, ``users`` a list of them, and ``past`` the messages of a list, in its order.
    ``id`` and ``at`` (a time) are as the server writes them.
    """

    kind: HeardKind
    user: str | None = None
    number: str | None = None
    text: str | None = None
    to: str | None = None
    id: str | None = None
    at: str | None = None
    nonce: str | None = None
    count: int | None = None
    users: tuple[str, ...] | None = None
    past: tuple["Heard", ...] | None = None
    is_typing: bool | None = None
    reason: RejectionReason | None = None
    complete: bool | None = None


def heard(
    kind: HeardKind,
    found: Mapping[str, object],
    rows: list[Mapping[str, object]] | None,
    is_typing: bool | None = None,
    reason: RejectionReason | None = None,
) -> Heard:
    """Return the meaning of a frame in which a template found values; ``rows`` are those of its
    list, and the last two what the ``[[hear]]`` says itself."""
    typing, complete, count = (found.get(name) for name in ("typing", "complete", "count"))
    return Heard(
        kind,
        user=_text(found, "user"),
        number=_text(found, "number"),
        text=_text(found, "text"),
        to=_text(found, "to"),
        id=_text(found, "id"),
        at=_text(found, "at"),
        nonce=_text(found, "nonce"),
        count=None if count is None else whole(as_text(count)),
        users=_users(kind, found, rows),
        past=_past(kind, rows),
        is_typing=typing if isinstance(typing, bool) else is_typing,
        reason=reason,
        complete=complete if isinstance(complete, bool) else None,
    )


def _users(
    kind: HeardKind, found: Mapping[str, object], rows: list[Mapping[str, object]] | None
) -> tuple[str, ...] | None:
    users = found.get("users")
    if isinstance(users, list):
        return tuple(map(as_text, users))
    if kind is not HeardKind.HERE or rows is None:
        return None
    people = (row.get("user", row.get("number")) for row in rows)
    return tuple(as_text(each) for each in people if each is not None)


def _past(kind: HeardKind, rows: list[Mapping[str, object]] | None) -> tuple[Heard, ...] | None:
    if kind is not HeardKind.PAST or rows is None:
        return None
    return tuple(heard(kind, row, None) for row in rows)


def _text(found: Mapping[str, object], name: str) -> str | None:
    value = found.get(name)
    return None if value is None else as_text(value)
