"""Who listens to a connection."""

from typing import Protocol


class Receiver(Protocol):
    """Who is told what comes in on a connection, and, exactly once, that it has ended."""

    def received(self, texts: list[str]) -> None:
        """Whole text messages came in, in this order; the first may end the connection."""

    def received_binary(self, data: bytes) -> None:
        """A whole binary message came in."""

    def ended(self, code: int, reason: str) -> None:
        """It is over, with the close code that tells how."""


class _Nobody:
    """Listens until the connection starts."""

    def received(self, texts: list[str]) -> None:
        pass

    def received_binary(self, data: bytes) -> None:
        pass

    def ended(self, code: int, reason: str) -> None:
        pass


NOBODY: Receiver = _Nobody()
