"""Whole frames that are invalid in their dialect, by the words of the features.

The server must reject each of them with the reason beside it, to the sender only.
"""

from alicebob.data import invalid_envelopes, invalid_events
from alicebob.dialects.base import Dialect
from alicebob.model.feature_mistake import look_up
from alicebob.model.received import RejectionReason

InvalidMessages = dict[str, tuple[str, RejectionReason]]

_VALID_BEFORE_JOINING = {"a second join", "a join as somebody else"}
_KEPT_BEFORE_JOINING = {RejectionReason.NO_JSON, RejectionReason.BAD_NAME}
"""Reasons that a client is told even before it has joined; else it is told to join first."""


def invalid_messages(dialect: Dialect, *, is_joined: bool = True) -> InvalidMessages:
    """Return every invalid frame of ``dialect``, for a client that has joined, or has not.

    The reason is what the server says in ``events``; other dialects tell less.
    """
    joins = RejectionReason.ALREADY_JOINED if is_joined else RejectionReason.BAD_NAME
    match dialect.name:
        case "events":
            known = dict(invalid_events.EVENTS)
            known |= {kind: (frame, joins) for kind, frame in invalid_events.INVALID_JOINS.items()}
        case "envelope":
            frames = {**invalid_envelopes.ENVELOPE, **invalid_envelopes.INVALID_JOINS}
            known = {kind: (frame, RejectionReason.INVALID) for kind, frame in frames.items()}
        case _:
            known = {}
    return known if is_joined else _before_joining(known)


def _before_joining(known: InvalidMessages) -> InvalidMessages:
    return {
        kind: (frame, why if why in _KEPT_BEFORE_JOINING else RejectionReason.NOT_JOINED)
        for kind, (frame, why) in known.items()
        if kind not in _VALID_BEFORE_JOINING
    }


def invalid_message(dialect: Dialect, kind: str) -> tuple[str, RejectionReason]:
    """Return the frame and the reason. Raises ``FeatureMistake`` if there is no such frame."""
    known = invalid_messages(dialect)
    return look_up(known, kind, f"invalid frame of the dialect {dialect.name}")
