"""Answers to a handshake that are no WebSocket: what they mean, and when they are final."""

import math
import time

from alicebob.dialects.base import Dialect
from alicebob.dialects.described import Described
from alicebob.transport.address import Address

_SHOWN = 80  # characters of an answer
_ERRORS = 500  # statuses from here on may be those of a server that is about to recover
_SILENT_PATIENCES = 5  # without an answer to a handshake; the first has passed with the first try


class AnsweredOtherwise(ConnectionError):
    """Raised for a server that answers the handshake with another ``status`` than 101."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


def answered_otherwise(
    status: int, body: str, address: Address, dialect: Dialect
) -> AnsweredOtherwise:
    """Return the error about an answer, with a sentence that says what would help."""
    where = f"{address.base}{dialect.path('NAME', None)}"
    said = " ".join(body.split())[:_SHOWN]
    answer = f"{status} {said!r}" if said else str(status)
    way_out = _way_out(status, isinstance(dialect, Described))
    return AnsweredOtherwise(
        status, f"it listens, but answers {answer} at {where}, and no WebSocket: {way_out}"
    )


def _way_out(status: int, is_described: bool) -> str:
    if status >= _ERRORS:
        return "does its own output say why?"
    if is_described:
        return "is this its address (wire.url in the profile)? Does it want an Origin or a header?"
    return "does it speak another wire, or elsewhere (docs/wires.md says how to describe it)?"


class Answers:
    """The answers of a server that is starting, whether or not they are WebSockets.

    Many servers are not complete when they begin to listen. So an answer is final when it has been
    the same for ``patience`` seconds, and silence only after several times that.
    """

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._last, self._since = "", 0.0

    def is_final(self, error: OSError) -> bool:
        """Return True if waiting has no point any more; ``error`` is that of the last try."""
        kind, limit = self._kind_and_limit(error)
        now = time.monotonic()
        if kind != self._last:
            self._last, self._since = kind, now
        return now - self._since >= limit

    def _kind_and_limit(self, error: OSError) -> tuple[str, float]:
        match error:
            case AnsweredOtherwise(status=status) if status < _ERRORS:
                return str(status), self._patience
            case TimeoutError():
                return "silence", (_SILENT_PATIENCES - 1) * self._patience
        return "", math.inf
