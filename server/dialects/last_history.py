"""The last history that was encoded: in large rooms thousands join and receive the same one."""

from server.core.events import History

_MOST_MESSAGES = 64  # of a history that is remembered; a client that joins receives fewer


class LastHistory:
    """Remembers one history with its text."""

    def __init__(self) -> None:
        self._history: History | None = None
        self._text = b""

    def text_of(self, history: History) -> bytes | None:
        """Return the text of a history that equals the last one; None for any other."""
        return self._text if history == self._history else None

    def remember(self, history: History, text: bytes) -> None:
        """Remember ``history`` instead of the last one, unless it is long."""
        if len(history.messages) <= _MOST_MESSAGES:
            self._history, self._text = history, text
