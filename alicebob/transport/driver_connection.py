"""One connection that a driver plays (``docs/drivers.md``), in the place of a WebSocket."""

import contextlib
import json
import threading
from collections.abc import Callable, Mapping
from typing import Protocol
from urllib.parse import parse_qsl

from alicebob.model.could_not_tell import CouldNotTell
from alicebob.model.feature_mistake import FeatureMistake
from alicebob.transport.address import Address
from alicebob.transport.upgrade import Handshake
from alicebob.transport.websocket import ABNORMAL, NO_STATUS, SocketCallbacks
from alicebob.wires.driver_lines import (
    ABILITIES,
    DriverError,
    Ended,
    HeardLine,
    Hello,
    Opened,
    TurnedAway,
)

ASKED = "/driver{?user,room,number}"
"""The values that a driver is told about a user, as the suite writes it in the place of a path."""
ConnectionLine = Opened | TurnedAway | HeardLine | Ended | DriverError
_NORMAL = 1000  # close code
_SENT = {"say", *ABILITIES}


class DriverFailed(FeatureMistake):
    """Raised when a driver cannot go on: a mistake of the driver, which says nothing about the
    server. The text says what happened, and what the driver printed."""


class DriverLink(Protocol):
    """A driver, as its connections see it."""

    @property
    def hello(self) -> Hello:
        """Return what the driver said of itself when it began."""

    def attach(self, take: Callable[[ConnectionLine, bytes], None], end: Callable[[], None]) -> int:
        """Return the number of a new connection. ``take`` gets each line about it, ``end`` is
        called when the driver cannot go on. Raises ``DriverFailed``."""

    def detach(self, number: int) -> None:
        """Forget a connection that has ended."""

    def send(self, line: Mapping[str, object]) -> None:
        """Send a line. Raises ``DriverFailed``."""

    def expect_no_failure(self) -> None:
        """Raise ``DriverFailed`` if the driver has failed."""

    def fail(self, why: str) -> DriverFailed:
        """End the driver, and return the error that says why."""


class DriverConnection:
    """One connection. ``connect`` returns when the driver has said what came of it."""

    def __init__(
        self,
        link: DriverLink,
        callbacks: SocketCallbacks,
        timeout: float,
        player: str = "driver",
    ) -> None:
        """``timeout`` is in seconds, for the driver's answer to ``open``; ``player`` is the word
        for what plays the user."""
        self.subprotocol: str | None = None
        self._link = link
        self._callbacks = callbacks
        self._timeout = timeout
        self._player = player
        self._number = 0
        self._lock = threading.RLock()  # a line is handed on, or the connection ended, not both
        self._answered = threading.Event()
        self._error = ""
        self._is_open = self._has_answer = False

    def connect(
        self,
        address: Address,
        handshake: Handshake,
        *,
        receive_buffer: int | None = None,
        on_open: Callable[[], None] = lambda: None,
    ) -> None:
        """Have the driver connect; ``on_open`` is called before the first line is handed on.

        Raises ``OSError`` if the driver reports an error, ``DriverFailed`` without an answer, and
        ``CouldNotTell`` for anything but a user who joins a room.
        """
        asked = self._asked(handshake)
        on_open()
        self._number = self._link.attach(self._take, self._driver_ended)
        more = {"headers": dict(address.headers)} if address.headers else {}
        origin = {"origin": address.origin} if address.origin else {}
        self._send("open", url=_url(address), **asked, **more, **origin)
        if not self._answered.wait(self._timeout):
            raise self._link.fail(
                f"it has not said within {self._timeout:g} s what came of open for connection "
                f"{self._number} (opened, refused or error)"
            )
        self._link.expect_no_failure()
        if self._error:
            raise ConnectionError(self._error)
        if not self._has_answer:
            raise ConnectionError("the connection ended before it was open")

    def send_text(self, text: str) -> None:
        """Have the driver do what ``text`` says, which the codec of the connection has written."""
        try:
            line = json.loads(text)
        except ValueError:
            line = None
        if not isinstance(line, dict) or line.get("do") not in _SENT:
            raise self._cannot("a frame that is none of the chat's", "writes all frames itself")
        if not self._is_open:
            raise ConnectionError("the connection is lost")
        self._send(**line)

    def send_close(self, code: int | None = _NORMAL, reason: str = "") -> None:
        """Have the driver close the connection in order."""
        if code != _NORMAL or reason:
            raise self._cannot("another close code than 1000", "closes in its own way")
        if self._is_open:
            self._send("close")

    def hang_up(self) -> None:
        """Have the driver end the connection without a farewell."""
        if "drop" not in self._link.hello.abilities:
            raise self._cannot("a connection that is lost", 'does not list "drop" under can')
        self._end_with("drop")

    def reset(self) -> None:
        """End the connection as ``hang_up`` does: a driver knows one way only."""
        self.hang_up()

    def abandon(self) -> None:
        """End the connection at once, in any way. Raises nothing."""
        can_drop = "drop" in self._link.hello.abilities
        with contextlib.suppress(DriverFailed):
            self._end_with("drop" if can_drop else "close")

    def send_binary(self, data: bytes) -> None:
        """Raise ``CouldNotTell``."""
        raise self._cannot("a binary frame", "writes all frames itself")

    def ping(self, payload: bytes = b"") -> None:
        """Raise ``CouldNotTell``."""
        raise self._cannot("a ping frame", "writes all frames itself")

    def send_raw(self, data: bytes, *, is_complete: bool = True) -> None:
        """Raise ``CouldNotTell``."""
        raise self._cannot("bytes that are not one whole frame", "writes all frames itself")

    def stop_reading(self) -> None:
        """Raise ``CouldNotTell``."""
        raise self._cannot("a user who stops reading", "reads all the time")

    def read_again(self) -> None:
        """Raise ``CouldNotTell``."""
        raise self._cannot("a user who stops reading", "reads all the time")

    def read_slowly(self, work: Callable[[], object]) -> None:
        """Raise ``CouldNotTell``."""
        raise self._cannot("a user who reads slowly", "reads all the time")

    def _send(self, do: str, **values: object) -> None:
        self._link.send({"do": do, "connection": self._number, **values})

    def _end_with(self, do: str) -> None:
        with self._lock:
            if not self._is_open:
                return
            self._end(ABNORMAL, "")
        self._send(do)

    def _take(self, line: ConnectionLine, raw: bytes) -> None:
        """Hand on a line about this connection; called on the driver's reading thread."""
        with self._lock:
            match line:
                case Opened():
                    self._is_open = self._has_answer = True
                    self._callbacks.on_frame(True, raw)
                case TurnedAway():
                    self._has_answer = True
                    self._callbacks.on_frame(True, raw)
                case HeardLine() if self._is_open:
                    self._callbacks.on_frame(True, raw)
                case Ended(_, code, reason):
                    self._end(NO_STATUS if code is None else code, reason)
                case DriverError(_, text):
                    self._error = text
                    self._end(ABNORMAL, text)
        if not isinstance(line, HeardLine):
            self._answered.set()

    def _driver_ended(self) -> None:
        with self._lock:
            self._end(ABNORMAL, "the driver failed")
        self._answered.set()

    def _end(self, code: int, reason: str) -> None:
        if self._is_open:
            self._is_open = False
            self._callbacks.on_end(code, reason)
        self._link.detach(self._number)

    def _asked(self, handshake: Handshake) -> dict[str, object]:
        """Return what the driver is asked to open."""
        path, _, said = handshake.path.partition("?")
        query = dict(parse_qsl(said, keep_blank_values=True))
        is_plain = ASKED.startswith(f"{path}{{") and set(query) <= {"user", "room", "number"}
        if not is_plain or handshake.bearer or handshake.offer or handshake.origin:
            raise self._cannot(
                f"a handshake at {handshake.path[:80]}", "makes all handshakes itself"
            )
        return {**query, "number": int(query.get("number", "0"))}

    def _cannot(self, what: str, why: str) -> CouldNotTell:
        return CouldNotTell(f"what the server makes of {what}", f"the {self._player} {why}")


def _url(address: Address) -> str:
    scheme = "http" if address.tls is None else "https"
    return f"{scheme}://{address.authority}{address.base}"
