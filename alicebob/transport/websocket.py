"""The WebSocket of a user: websocket-client, read by a thread of its own.

Each read uses ``recv_data_frame``, which tells binary frames from text and keeps the close code. No
read sleeps or has a timeout: the thread waits for bytes or for its wake-up.
"""

import contextlib
import select
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass

import websocket
from websocket import ABNF

from alicebob.transport.address import Address
from alicebob.transport.patient_websocket import PatientWebSocket
from alicebob.transport.tls import TlsConnection
from alicebob.transport.upgrade import Handshake, upgrade

ABNORMAL = 1006
NO_STATUS = 1005


@dataclass(frozen=True, slots=True)
class SocketCallbacks:
    """Callbacks of the reading thread: one for each kind of frame, and one for the end."""

    on_frame: Callable[[bool, bytes], None]
    on_end: Callable[[int, str], None]
    on_ping: Callable[[], None] = lambda: None
    on_pong: Callable[[bytes], None] = lambda _payload: None


class WebSocketDriver:
    """One connection. ``connect`` returns when the server has answered the handshake."""

    def __init__(self, callbacks: SocketCallbacks, timeout: float) -> None:
        """Create a driver. ``timeout`` is in seconds, for the handshake and for each send."""
        self._ears = callbacks
        self._timeout = timeout
        self._may_read = threading.Event()
        self._may_read.set()
        self._before_reading: Callable[[], object] = lambda: None
        self._stopping = False
        self._wake, self._woken = socket.socketpair()
        self.subprotocol: str | None = None

    def connect(
        self,
        address: Address,
        handshake: Handshake,
        *,
        receive_buffer: int | None = None,
        on_open: Callable[[], None] = lambda: None,
    ) -> None:
        """Connect; ``on_open`` is called before the first frame is handed on. ``subprotocol`` is
        then the selected one.

        Raises ``UpgradeRejected`` for any answer but 101, and ``OSError`` without an answer.
        """
        tcp = address.connect(self._timeout, receive_buffer)
        self._socket = PatientWebSocket()
        try:
            self.subprotocol = upgrade(self._socket, tcp, address, handshake, self._timeout)
        except BaseException:
            tcp.close()
            self._close_wake_up()
            raise
        on_open()
        name = f"reader {handshake.path[:40]}"
        self._thread = threading.Thread(target=self._read, daemon=True, name=name)
        self._thread.start()

    # -- out

    def send_text(self, text: str) -> None:
        """Send one text frame. Raises ``ConnectionError`` when the connection is lost."""
        self._send(text.encode(), ABNF.OPCODE_TEXT)

    def send_binary(self, data: bytes) -> None:
        """Send one binary frame. Raises ``ConnectionError`` when the connection is lost."""
        self._send(data, ABNF.OPCODE_BINARY)

    def ping(self, payload: bytes = b"") -> None:
        """Send a ping frame."""
        self._send(payload, ABNF.OPCODE_PING)

    def send_raw(self, data: bytes, *, is_complete: bool = True) -> None:
        """Send bytes as they are, such as half a frame or an unmasked one.

        Unless the last frame in them ``is_complete``, the server's pings are answered only when it
        is.
        """
        connection = self._socket.sock
        if connection is None:
            raise ConnectionError("the connection is lost")
        try:
            if not is_complete:
                self._socket.hold_pongs()
            connection.sendall(data)
            if is_complete:
                self._socket.release_pongs()
        except (OSError, websocket.WebSocketException) as error:
            raise ConnectionError(f"the connection is lost: {error}") from error

    def _send(self, data: bytes, opcode: int) -> None:
        try:
            self._socket.send(data, opcode)
        except (OSError, websocket.WebSocketException) as error:
            raise ConnectionError(f"the connection is lost: {error}") from error

    # -- the end, and pauses

    def send_close(self, code: int | None = 1000, reason: str = "") -> None:
        """Send Close, empty if ``code`` is None; the thread reads until the server has answered."""
        payload = b"" if code is None else struct.pack("!H", code) + reason.encode()
        with contextlib.suppress(OSError, websocket.WebSocketException):  # gone already: fine
            self._socket.send(payload, ABNF.OPCODE_CLOSE)

    def hang_up(self) -> None:
        """End the TCP connection with FIN, without a Close frame."""
        self._end_line(lambda connection: connection.shutdown(socket.SHUT_WR))

    def reset(self) -> None:
        """End the TCP connection with RST, as a crash does."""
        now = struct.pack("ii", 1, 0)
        self._end_line(
            lambda connection: connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, now)
        )

    def abandon(self) -> None:
        """End the connection at once; nobody judges how."""
        self.hang_up()

    def stop_reading(self) -> None:
        """Read nothing and answer no ping from now on."""
        self._may_read.clear()

    def read_again(self) -> None:
        """Undo ``stop_reading``."""
        self._may_read.set()

    def read_slowly(self, work: Callable[[], object]) -> None:
        """Do ``work`` before each frame is read from now on."""
        self._before_reading = work

    def _end_line(self, prepare: Callable[[socket.socket], None]) -> None:
        """Stop the reading thread, then close: a socket must not be closed while it is polled."""
        self._stopping = True
        self._may_read.set()
        with contextlib.suppress(OSError):
            self._wake.send(b"x")
        self._thread.join()
        connection = self._socket.sock
        if connection is not None:
            with contextlib.suppress(OSError):
                prepare(connection)
            connection.close()

    # -- in

    def _read(self) -> None:
        code, reason = self._read_to_the_end()
        if not self._stopping:
            self._socket.shutdown()  # type: ignore[no-untyped-call]
        self._close_wake_up()
        self._ears.on_end(code, reason)

    def _read_to_the_end(self) -> tuple[int, str]:
        """Hand on all frames; return the code and reason of the Close, or 1006 and the error."""
        while self._wait_for_bytes():
            try:
                opcode, frame = self._socket.recv_data_frame(True)
            except websocket.WebSocketTimeoutException:
                continue  # half a frame: what came of it is kept by the library
            except (OSError, AttributeError, ValueError, websocket.WebSocketException) as error:
                return ABNORMAL, str(error)
            if opcode == ABNF.OPCODE_CLOSE:
                return _read_close(frame.data)
            if opcode == ABNF.OPCODE_PING:
                self._ears.on_ping()
            elif opcode == ABNF.OPCODE_PONG:
                self._ears.on_pong(bytes(frame.data))
            elif opcode in (ABNF.OPCODE_TEXT, ABNF.OPCODE_BINARY):
                self._ears.on_frame(opcode == ABNF.OPCODE_TEXT, bytes(frame.data))
        return ABNORMAL, ""

    def _wait_for_bytes(self) -> bool:
        """Wait until bytes have arrived; return False when the user ends the connection."""
        connection = self._socket.sock
        if connection is None:
            return False
        if isinstance(connection, TlsConnection) and connection.has_decrypted:
            return self._may_go_on()
        poll = select.poll()
        poll.register(connection, select.POLLIN)
        poll.register(self._woken, select.POLLIN)
        poll.poll()
        return self._may_go_on()

    def _may_go_on(self) -> bool:
        """Wait until the user reads; return False when the user ends the connection."""
        self._may_read.wait()
        self._before_reading()
        return not self._stopping

    def _close_wake_up(self) -> None:
        self._wake.close()
        self._woken.close()


def _read_close(payload: bytes) -> tuple[int, str]:
    if len(payload) < 2:
        return NO_STATUS, ""
    return int.from_bytes(payload[:2]), payload[2:].decode("utf-8", "replace")
