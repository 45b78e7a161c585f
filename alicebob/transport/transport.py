"""The contract that every way to play a user's connection fulfils."""

from collections.abc import Callable
from typing import Protocol

from alicebob.transport.address import Address
from alicebob.transport.upgrade import Handshake


class Transport(Protocol):
    """One connection of a user. Each method that sends raises ``ConnectionError`` when the
    connection is lost, and ``CouldNotTell`` for what this transport cannot do.

    ``subprotocol`` is the one that the server selected.
    """

    subprotocol: str | None

    def connect(
        self,
        address: Address,
        handshake: Handshake,
        *,
        receive_buffer: int | None = None,
        on_open: Callable[[], None] = lambda: None,
    ) -> None:
        """Connect; ``on_open`` is called before the first frame is handed on.

        Raises ``UpgradeRejected``, or ``OSError`` without an answer.
        """

    def send_text(self, text: str) -> None:
        """Send one text frame."""

    def send_binary(self, data: bytes) -> None:
        """Send one binary frame."""

    def ping(self, payload: bytes = b"") -> None:
        """Send a ping frame."""

    def send_raw(self, data: bytes, *, is_complete: bool = True) -> None:
        """Send bytes as they are."""

    def send_close(self, code: int | None = 1000, reason: str = "") -> None:
        """Close the connection in order, with this code."""

    def hang_up(self) -> None:
        """End the connection without a farewell."""

    def reset(self) -> None:
        """End the connection as a crash does."""

    def abandon(self) -> None:
        """End the connection at once, in any way; nobody judges how. Raises nothing."""

    def stop_reading(self) -> None:
        """Read nothing from now on."""

    def read_again(self) -> None:
        """Undo ``stop_reading``."""

    def read_slowly(self, work: Callable[[], object]) -> None:
        """Do ``work`` before each frame is read from now on."""
