"""The readiness of a server: what it does when it is ready, and within which time."""

from dataclasses import dataclass

from alicebob.transport import http
from alicebob.transport.address import Address

USUAL_PATIENCE = 2.0  # seconds without any news, for which the time of a start is meant
START_SECONDS = 20.0  # for a start, with the usual patience
_SUCCESS = range(200, 400)  # HTTP statuses


@dataclass(frozen=True, slots=True)
class Readiness:
    """A sign that a server is ready, before it is asked for a chat.

    It answers GET at ``path`` with a status below 400, or it has printed ``line``, or, with neither
    of them, nothing. ``start_seconds`` is the time for that and for the first handshake, with the
    usual patience.
    """

    path: str = ""
    line: str = ""
    start_seconds: float = START_SECONDS

    @property
    def is_told(self) -> bool:
        """True if the server itself says when it is ready."""
        return bool(self.path or self.line)

    def deadline(self, patience: float) -> float:
        """Return the time for a start in seconds; it scales with ``patience``, as all times do."""
        return self.start_seconds * patience / USUAL_PATIENCE

    def check(self, address: Address, was_line_printed: bool, patience: float) -> None:
        """Raise ``OSError`` with the reason if the server is not ready yet."""
        if self.line and not was_line_printed:
            raise ConnectionError(f"it has not printed {self.line!r} (ready in its profile)")
        if self.path:
            answer = http.get(address, self.path, patience / http.ANSWER_PATIENCES)
            if answer.status not in _SUCCESS:
                raise ConnectionError(
                    f"it answers {answer.status} at {self.path} (ready in its profile)"
                )


HANDSHAKE = Readiness()
"""The readiness of a server that says nothing of it: it answers the first handshake."""
