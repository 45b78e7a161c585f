"""A user of a scenario: a name, one connection at a time, and an inbox."""

import contextlib
from collections.abc import Callable, Sequence

from alicebob.clients.connect_options import ConnectOptions, path_of
from alicebob.clients.context import UserContext
from alicebob.clients.inbox import Inbox
from alicebob.clients.receiver import Receiver
from alicebob.dialects.base import Dialect
from alicebob.model.received import RejectionReason
from alicebob.model.sent import Join, Leave, Ping, Request, SendMessage, SetTyping
from alicebob.record.journal import (
    BytesSent,
    Connecting,
    Connection,
    ConnectRejected,
    Disconnected,
    Disconnecting,
    InvalidSent,
    JournalEvent,
    MessageSent,
    ReadingResumed,
    ReadingStopped,
    RequestSent,
)
from alicebob.transport.raw_frames import TEXT, masked
from alicebob.transport.websocket import SocketCallbacks, UpgradeRejected, WebSocketDriver

HANDSHAKE_PATIENCES = 2.5  # a handshake is one wait with no sign of life in between


class User:
    """A user. Each action is in the journal before it is done; ``connection`` is the last one."""

    def __init__(
        self,
        label: str,
        context: UserContext,
        is_probe: bool = False,
        dialect: Dialect | None = None,
    ) -> None:
        self.label = label
        self.dialect = dialect or context.dialect
        self.inbox = Inbox(context.journal)
        self.rejection: ConnectRejected | None = None
        self.ended: Disconnected | None = None
        self.pings_heard = 0
        self.pongs_heard: list[bytes] = []
        self._context = context
        self.is_probe = is_probe
        self._driver: WebSocketDriver | None = None
        self._receiver: Receiver | None = None
        self._is_leaving = False
        self.has_stopped_reading = False
        self.token = ""  # the sign-in token sent last

    @property
    def connection(self) -> Connection | None:
        """The last connection, as it is in the journal."""
        return self._receiver.connection if self._receiver is not None else None

    @property
    def is_joined(self) -> bool:
        """True while the user has joined, and neither side has ended the connection."""
        has_joined = self._receiver is not None and self._receiver.is_joined
        return has_joined and self.ended is None and not self._is_leaving

    @property
    def agreed(self) -> str | None:
        """The subprotocol that the server selected for the last connection."""
        return self._driver.subprotocol if self._driver is not None else None

    @property
    def has_left(self) -> bool:
        """True if the last connection has ended."""
        return self.connection is not None and self.ended is not None

    def connect(self, connect_options: ConnectOptions) -> bool:
        """Connect, and join with a message where the dialect needs one; return False if rejected.

        Raises ``OSError`` without an answer.
        """
        connection, context = self._new_connection(connect_options), self._context
        receiver = self._receiver = Receiver(
            connection, self.dialect, self.inbox, context.journal, context.is_described
        )
        self.ended = self.rejection = self._driver = None
        self._is_leaving = self.has_stopped_reading = False
        callbacks = SocketCallbacks(
            receiver.on_frame, self._on_end(connection), self._on_ping, self._on_pong
        )
        driver = WebSocketDriver(callbacks, timeout=HANDSHAKE_PATIENCES * context.patience)
        context.journal.write(connection, Connecting())
        try:
            self._connect(driver, connect_options, receiver)
        except UpgradeRejected as rejected:
            return self._reject(ConnectRejected(rejected.status, rejected.body))
        self._driver = driver
        if not self.dialect.joins_by_message or connect_options.is_silent:
            return True
        return self._ask_to_join(connect_options)

    def _new_connection(self, connect_options: ConnectOptions) -> Connection:
        name, room = self.dialect.public_name(connect_options.name), connect_options.room
        return Connection(
            self._context.next_number(),
            self.label,
            name,
            "lobby" if room is None else room,
            self.dialect,
            self.is_probe,
            connect_options.since,
        )

    def _connect(
        self, driver: WebSocketDriver, connect_options: ConnectOptions, receiver: Receiver
    ) -> None:
        dialect, context = self.dialect, self._context
        path = path_of(connect_options, dialect, context.secret)
        self.token = connect_options.bearer or path.partition("token=")[2].partition("&")[0]
        driver.connect(
            context.address,
            path,
            origin=connect_options.origin,
            bearer=connect_options.bearer,
            subprotocols=[dialect.subprotocol] if dialect.subprotocol else None,
            offer=connect_options.offer,
            receive_buffer=connect_options.receive_buffer,
            on_open=receiver.on_open,
        )

    def join(self, name: str, claimed: str | None = None) -> bool:
        """Send a join message for ``name``, or for ``claimed``; return False if it is rejected."""
        if self._receiver is None:
            raise LookupError(f"{self.label} has no connection in this scenario")
        self._receiver.will_join(name)
        client_message = Join(name if claimed is None else claimed)
        self._write(
            RequestSent(client_message),
            lambda driver: driver.send_text(self.dialect.encode(client_message)),
        )
        self._context.journal.wait_until(self._is_answered, self._context.patience)
        return self._receiver.is_joined

    def _ask_to_join(self, connect_options: ConnectOptions) -> bool:
        """Join, and disconnect if the server rejects it."""
        if self.join(connect_options.name or "", connect_options.claimed):
            return True
        rejected = self._receiver.rejected if self._receiver is not None else None
        self.drop()
        return self._reject(ConnectRejected(None, str(rejected or "no answer")))

    def _is_answered(self) -> bool:
        receiver = self._receiver
        return (
            receiver is None
            or receiver.is_joined
            or receiver.rejected is not None
            or self.ended is not None
        )

    def _reject(self, rejection: ConnectRejected) -> bool:
        def reject() -> None:
            self.rejection = rejection

        if self.connection is not None:
            self._context.journal.write(self.connection, rejection, reject)
        else:
            reject()
        return False

    def wire(self, text: str) -> bytes:
        """Return the payload of the frame that sends ``text`` in this user's dialect."""
        return self.dialect.encode(SendMessage(text)).encode()

    def send_message(self, text: str, to: str | None = None, client_id: str | None = None) -> None:
        """Send ``text`` as one message, to all users or ``to`` one."""
        self._send_message(SendMessage(text, to, client_id))

    def send_message_as(self, claimed: str, text: str) -> None:
        """Send ``text`` as one message that claims to be from another user."""
        self._send_message(SendMessage(text, claimed=claimed))

    def _send_message(self, client_message: SendMessage) -> None:
        wire = self.dialect.encode(client_message)
        said = MessageSent(
            client_message.text, to=client_message.to, client_id=client_message.client_id
        )
        self._write(said, lambda driver: driver.send_text(wire))

    def try_send_message(self, text: str) -> None:
        """Send ``text``, unless the server has closed the connection."""
        with contextlib.suppress(ConnectionError):
            self._note(MessageSent(text)).send_text(self.dialect.encode(SendMessage(text)))

    def send_marker(self, marker: str) -> None:
        """Send the marker of a fence. Raises ``ConnectionError`` when the connection is lost."""
        self._note(MessageSent(marker, fence=True)).send_text(
            self.dialect.encode(SendMessage(marker))
        )

    def ping_marker(self, marker: str) -> None:
        """Send a ping message for a fence. Raises ``ConnectionError`` when the connection is
        lost."""
        client_message = Ping(marker)
        self._note(RequestSent(client_message, fence=True)).send_text(
            self.dialect.encode(client_message)
        )

    def ask(self, client_message: SetTyping | Request) -> None:
        """Send a request, or a typing message."""
        wire = self.dialect.encode(client_message)
        self._write(RequestSent(client_message), lambda driver: driver.send_text(wire))

    def ask_at_once(self, requests: Sequence[Request]) -> None:
        """Send all requests in a single write."""
        for request in requests:
            self._note(RequestSent(request))
        frames = b"".join(masked(TEXT, self.dialect.encode(each).encode()) for each in requests)
        self._write(
            BytesSent(f"{len(requests)} requests in a single write"), lambda d: d.send_raw(frames)
        )

    def send_invalid(self, text: str, what: str, reason: RejectionReason | None = None) -> None:
        """Send ``text`` as it is; the server must reject it in this dialect."""
        self._write(InvalidSent(what, reason), lambda driver: driver.send_text(text))

    def send_leave(self) -> None:
        """Send the dialect's leave message; ``wait_for_end`` waits for the server's Close."""
        wire = self.dialect.encode(Leave())
        self._write(Disconnecting(str(Leave())), lambda driver: driver.send_text(wire))
        self._is_leaving = True

    def send_binary(self, data: bytes) -> None:
        """Send a binary frame."""
        self._write(
            BytesSent(f"a binary frame of {len(data):,} bytes"), lambda d: d.send_binary(data)
        )

    def send_raw(self, data: bytes, what: str, *texts: str) -> None:
        """Send bytes as they are; ``texts`` are the messages that they contain."""
        for text in texts:
            self._note(MessageSent(text))
        self._write(BytesSent(what), lambda driver: driver.send_raw(data))

    def ping(self, payload: bytes) -> bool:
        """Send a ping frame; return False if no pong with the same payload comes."""
        self._write(BytesSent("a ping"), lambda driver: driver.ping(payload))
        journal, patience = self._context.journal, self._context.patience
        return journal.wait_until(lambda: payload in self.pongs_heard, patience)

    def leave(self, code: int = 1000) -> None:
        """Send a Close frame; ``wait_for_end`` waits for the server's."""
        self._write(Disconnecting("closes the connection"), lambda driver: driver.send_close(code))
        self._is_leaving = True

    def hang_up(self) -> None:
        """End the connection without a Close frame."""
        self._write(
            Disconnecting("disconnects without a Close frame"), lambda driver: driver.hang_up()
        )

    def reset(self) -> None:
        """Reset the connection, as a crash does."""
        self._write(
            Disconnecting("loses the connection: it is reset"), lambda driver: driver.reset()
        )

    def stop_reading(self) -> None:
        """Stop reading, and so stop answering pings."""
        self._write(ReadingStopped(), lambda driver: driver.stop_reading())
        self.has_stopped_reading = True

    def resume_reading(self) -> None:
        """Read again."""
        self.has_stopped_reading = False
        self._write(ReadingResumed(), lambda driver: driver.read_again())

    def read_slowly(self, work: Callable[[], object]) -> None:
        """Do ``work`` before each frame is read from now on."""
        if self._driver is None:
            raise LookupError(f"{self.label} has no connection in this scenario")
        self._driver.read_slowly(work)

    def wait_for_end(self) -> bool:
        """Wait for the end of the connection; return False if it does not end."""
        journal, patience = self._context.journal, self._context.patience
        return journal.wait_until(lambda: self.ended is not None, patience)

    def wait_for_pings(self, count: int) -> bool:
        """Wait until the server has sent ``count`` pings in all; return False if it does not."""
        journal, patience = self._context.journal, self._context.patience
        return journal.wait_until(lambda: self.pings_heard >= count, patience)

    def drop(self) -> None:
        """End the connection, whatever its state, and the thread that reads it."""
        if self._driver is not None and self.ended is None:
            self._driver.hang_up()

    def _write(self, act: JournalEvent, do: Callable[[WebSocketDriver], None]) -> None:
        driver = self._note(act)
        try:
            do(driver)
        except ConnectionError as error:
            self.wait_for_end()
            self._context.on_lost(self.label, self.ended, str(error))

    def _note(self, act: JournalEvent) -> WebSocketDriver:
        if self.connection is None or self._driver is None:
            raise LookupError(f"{self.label} has no connection in this scenario")
        self._context.journal.write(self.connection, act)
        return self._driver

    def _on_end(self, connection: Connection) -> Callable[[int, str], None]:
        def on_end(code: int, reason: str) -> None:
            ended = Disconnected(code, reason)

            def end() -> None:
                self.ended = ended

            self._context.journal.write(connection, ended, end)

        return on_end

    def _on_pong(self, payload: bytes) -> None:
        self.pongs_heard.append(payload)
        self._context.journal.news()

    def _on_ping(self) -> None:
        self.pings_heard += 1
        self._context.journal.news()
