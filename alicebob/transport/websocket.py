"""A user's WebSocket: websocket-client, read by a thread of its own so that nothing waits.

Every read goes through ``recv_data_frame``, so a binary frame is told from text, and a Close keeps
its code. Nothing here sleeps or times a read: the thread waits for bytes or for its wake-up.
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
from websocket._abnf import frame_buffer

from alicebob.transport.address import Address

MAX_FRAME = 16 * 1024 * 1024  # bytes: no honest server sends more in these scenarios
ABNORMAL = 1006
NO_STATUS = 1005


class UpgradeRejected(Exception):
    """The handshake was answered with something else than 101 Switching Protocols."""

    def __init__(self, status: int, body: str) -> None:
        super().__init__(f"the handshake was answered with {status}: {body[:200]}")
        self.status = status
        self.body = body


@dataclass(frozen=True, slots=True)
class SocketCallbacks:
    """Callbacks of the reading thread: one for each kind of frame, and one for the end."""

    on_frame: Callable[[bool, bytes], None]
    on_end: Callable[[int, str], None]
    on_ping: Callable[[], None] = lambda: None
    on_pong: Callable[[bytes], None] = lambda _payload: None


class _WaryBuffer(frame_buffer):
    """Refuses, before reading its payload, a frame no honest server sends."""

    def recv_length(self) -> None:
        super().recv_length()
        if self.has_mask():
            raise websocket.WebSocketProtocolException("a server's frames must not be masked")
        if self.length is not None and self.length > MAX_FRAME:
            raise websocket.WebSocketProtocolException(f"a frame of {self.length:,} bytes")


def _websocket() -> websocket.WebSocket:
    """A client that leaves the check of UTF-8 to the dialect, which can tell who sent it."""
    client = websocket.WebSocket(skip_utf8_validation=True)
    client.frame_buffer = _WaryBuffer(client._recv, True)
    return client


class WebSocketDriver:
    """One connection. ``connect`` returns when the server has answered the handshake."""

    def __init__(self, callbacks: SocketCallbacks, timeout: float) -> None:
        """``timeout``: seconds for the handshake and for a send to be taken."""
        self._ears = callbacks
        self._timeout = timeout
        self._may_read = threading.Event()
        self._may_read.set()
        self._stopping = False
        self._wake, self._woken = socket.socketpair()
        self.subprotocol: str | None = None

    def connect(
        self,
        address: Address,
        path: str,
        *,
        origin: str | None = None,
        bearer: str | None = None,
        subprotocols: list[str] | None = None,
        offer: str | None = None,
        receive_buffer: int | None = None,
        on_open: Callable[[], None] = lambda: None,
    ) -> None:
        """Calls ``on_open`` before anything that comes in is handed on. ``bearer`` proves a name,
        in a header. The server must agree to one of ``subprotocols``; to what stands in an
        ``offer`` it may, and ``subprotocol`` is then what it has agreed to.

        Raises ``UpgradeRejected`` for any answer but 101, ``OSError`` when there is none."""
        tcp = address.connect(self._timeout, receive_buffer)
        self._socket = _websocket()
        try:
            wanted = None if offer else subprotocols
            self._shake_hands(tcp, address, path, origin, wanted, _header(bearer, offer))
        except BaseException:
            tcp.close()
            self._close_wake_up()
            raise
        on_open()
        self._thread = threading.Thread(target=self._read, daemon=True, name=f"reader {path[:40]}")
        self._thread.start()

    def _shake_hands(
        self,
        tcp: socket.socket,
        address: Address,
        path: str,
        origin: str | None,
        subprotocols: list[str] | None,
        header: list[str],
    ) -> None:
        try:
            self._socket.connect(  # type: ignore[no-untyped-call]
                f"ws://{address.authority}{path}",
                socket=tcp,
                timeout=self._timeout,
                redirect_limit=0,
                suppress_origin=origin is None,
                origin=origin,
                subprotocols=subprotocols,
                header=header,
            )
        except websocket.WebSocketBadStatusException as bad:
            body = (bad.resp_body or b"").decode("utf-8", "replace")
            raise UpgradeRejected(bad.status_code, body) from None
        except websocket.WebSocketTimeoutException as late:
            raise TimeoutError("the handshake was not answered in time") from late
        except websocket.WebSocketException as broken:
            raise ConnectionError(f"the handshake was answered wrongly: {broken}") from broken
        status = self._socket.getstatus() or 0
        if status != 101:
            raise UpgradeRejected(status, "")
        self.subprotocol = (self._socket.getheaders() or {}).get("sec-websocket-protocol")

    # -- out

    def send_text(self, text: str) -> None:
        """Sends ``text`` as one text frame. Raises ``ConnectionError`` when the line is gone."""
        self._send(text.encode(), ABNF.OPCODE_TEXT)

    def send_binary(self, data: bytes) -> None:
        """Sends ``data`` as one binary frame."""
        self._send(data, ABNF.OPCODE_BINARY)

    def ping(self, payload: bytes = b"") -> None:
        """Sends a ping."""
        self._send(payload, ABNF.OPCODE_PING)

    def send_raw(self, data: bytes) -> None:
        """Writes bytes to the line as they are: half frames, unmasked ones, nonsense."""
        connection = self._socket.sock
        if connection is None:
            raise ConnectionError("the line is gone")
        try:
            connection.sendall(data)
        except OSError as error:
            raise ConnectionError(f"the line is gone: {error}") from error

    def _send(self, data: bytes, opcode: int) -> None:
        try:
            self._socket.send(data, opcode)
        except (OSError, websocket.WebSocketException) as error:
            raise ConnectionError(f"the line is gone: {error}") from error

    # -- the end, and pauses

    def say_goodbye(self, code: int = 1000, reason: str = "") -> None:
        """Sends Close; the reading thread goes on until the server has answered."""
        with contextlib.suppress(OSError, websocket.WebSocketException):  # gone already: fine
            self._socket.send(struct.pack("!H", code) + reason.encode(), ABNF.OPCODE_CLOSE)

    def hang_up(self) -> None:
        """Ends the line without a Close, in good order (FIN)."""
        self._end_line(lambda connection: connection.shutdown(socket.SHUT_WR))

    def reset(self) -> None:
        """Ends the line as a crash does (RST)."""
        now = struct.pack("ii", 1, 0)
        self._end_line(
            lambda connection: connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, now)
        )

    def stop_reading(self) -> None:
        """From now on takes nothing off the line and answers no ping."""
        self._may_read.clear()

    def read_again(self) -> None:
        """Undoes ``stop_reading``."""
        self._may_read.set()

    def _end_line(self, prepare: Callable[[socket.socket], None]) -> None:
        """Stops the reading thread first: a socket must not be closed under a poll."""
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
        """Hands on whatever comes; returns how it ended: the Close, or 1006 and an error."""
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
        """Waits until something can be read; False when the user ends its line."""
        connection = self._socket.sock
        if connection is None:
            return False
        poll = select.poll()
        poll.register(connection, select.POLLIN)
        poll.register(self._woken, select.POLLIN)
        poll.poll()
        self._may_read.wait()
        return not self._stopping

    def _close_wake_up(self) -> None:
        self._wake.close()
        self._woken.close()


def _header(bearer: str | None, offer: str | None) -> list[str]:
    """Return the header lines of a handshake that not every handshake has."""
    fields = {"Authorization": f"Bearer {bearer}" if bearer else None}
    fields["Sec-WebSocket-Protocol"] = offer
    return [f"{name}: {value}" for name, value in fields.items() if value]


def _read_close(payload: bytes) -> tuple[int, str]:
    if len(payload) < 2:
        return NO_STATUS, ""
    return int.from_bytes(payload[:2]), payload[2:].decode("utf-8", "replace")
