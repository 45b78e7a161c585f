"""The receiver of a connection's messages."""

from typing import Protocol


class Receiver(Protocol):
    """Receives a connection's messages, and, exactly once, the notice of its end."""

    def received(self, texts: list[str]) -> None:
        """Process whole text messages, in this order; the first may end the connection."""

    def received_binary(self, data: bytes) -> None:
        """Process a whole binary message."""

    def ended(self, code: int, reason: str) -> None:
        """Process the end of the connection, with its close code."""


class _Nobody:
    """Receiver of a connection that has not started."""

    def received(self, texts: list[str]) -> None:
        pass

    def received_binary(self, data: bytes) -> None:
        pass

    def ended(self, code: int, reason: str) -> None:
        pass


NOBODY: Receiver = _Nobody()
