"""A client: one connection at a time, its handshake, its raw frames and its end."""

import time
from collections.abc import Callable

from alicebob.clients.connect_options import ConnectOptions
from alicebob.clients.context import UserContext
from alicebob.clients.inbox import Inbox
from alicebob.clients.opening import handshake_of, new_codec, new_connection, new_receiver
from alicebob.clients.own_frames import OwnFrames
from alicebob.clients.periodic_frames import PeriodicFrames
from alicebob.clients.receiver import Receiver
from alicebob.dialects.base import Codec, Dialect, FrameByFrame
from alicebob.model.feature_mistake import FeatureMistake
from alicebob.model.sent import ClientMessage
from alicebob.record.journal import (
    BytesSent,
    Connecting,
    Connection,
    Disconnected,
    Disconnecting,
    JournalEvent,
    MessageSent,
    ReadingResumed,
    ReadingStopped,
)
from alicebob.transport.transport import Transport
from alicebob.transport.websocket import SocketCallbacks

HANDSHAKE_PATIENCES = 5.0  # a handshake is one wait with no sign of life in between


class Client:
    """A client of the server under test, with an inbox. Each action is in the journal before it is
    done; ``connection`` is the last one."""

    def __init__(
        self,
        label: str,
        context: UserContext,
        is_probe: bool = False,
        dialect: Dialect | None = None,
        address: str = "",
    ) -> None:
        """``address`` is that of the user, where the suite plays a proxy; "" elsewhere."""
        self.label = label
        self.dialect = dialect or context.dialect
        self.inbox = Inbox(context.journal)
        self.ended: Disconnected | None = None
        self.ended_at = 0.0  # seconds since the epoch
        self.pings_heard = 0
        self.pongs_heard: list[bytes] = []
        self._context = context
        self._address = address
        self.is_probe = is_probe
        self._codec: Codec = FrameByFrame(self.dialect, context.has_exact_keys)
        self._driver: Transport | None = None
        self._periodic: PeriodicFrames | None = None
        self._receiver: Receiver | None = None
        self._own_frames: OwnFrames | None = None
        self._is_leaving = False
        self.has_stopped_reading = False
        self.is_within_message = False  # it has sent a part of a message, or of a frame
        self.token = ""  # the sign-in token sent last

    @property
    def connection(self) -> Connection | None:
        """The last connection, as it is in the journal."""
        return self._receiver.connection if self._receiver is not None else None

    @property
    def agreed(self) -> str | None:
        """The subprotocol that the server selected for the last connection."""
        return self._driver.subprotocol if self._driver is not None else None

    @property
    def has_left(self) -> bool:
        """True if the last connection has ended."""
        return self.connection is not None and self.ended is not None

    def open(self, connect_options: ConnectOptions) -> None:
        """Do the handshake of a new connection.

        Raises ``UpgradeRejected``, or ``OSError`` without an answer.
        """
        context, dialect = self._context, self.dialect
        connection = new_connection(
            self.label, context, dialect, connect_options, is_probe=self.is_probe
        )

        def send(text: str) -> None:
            driver.send_text(text)

        own_frames = self._own_frames = OwnFrames(send)
        codec = self._codec = new_codec(connection, context, dialect)
        receiver = self._receiver = new_receiver(
            connection, context, dialect, codec, self.inbox, own_frames.send
        )
        self.ended = self._driver = None
        self._is_leaving = self.has_stopped_reading = self.is_within_message = False
        callbacks = SocketCallbacks(
            self._reading(receiver), self._on_end(connection), self._on_ping, self._on_pong
        )
        driver = dialect.transport(callbacks, HANDSHAKE_PATIENCES * context.patience)
        context.journal.write(connection, Connecting())
        self._connect(driver, connect_options, receiver)
        self._driver = driver
        self._periodic = PeriodicFrames(codec, own_frames.send)
        self._periodic.start()

    def _connect(self, driver: Transport, options: ConnectOptions, receiver: Receiver) -> None:
        context, number = self._context, receiver.connection.number
        handshake = handshake_of(self.dialect, options, context.secret, number, self._address)
        self.token = options.bearer or handshake.path.partition("token=")[2].partition("&")[0]
        driver.connect(
            context.address_of(self.label),
            handshake,
            receive_buffer=options.receive_buffer,
            on_open=receiver.on_open,
        )

    def encode(self, client_message: ClientMessage) -> str:
        """Return ``client_message`` as a text frame of the last connection.

        Raises ``NotSupportedByDialect``.
        """
        return self._codec.encode(client_message)

    def send_binary(self, data: bytes) -> None:
        """Send a binary frame."""
        self._write(
            BytesSent(f"a binary frame of {len(data):,} bytes"), lambda d: d.send_binary(data)
        )

    def send_raw(
        self,
        data: bytes,
        what: str,
        *texts: str,
        is_complete: bool = True,
        is_whole: bool = True,
    ) -> None:
        """Send bytes as they are; ``texts`` are the messages that they contain.

        Unless the last frame in them ``is_complete``, no pong is sent before it is. Unless the last
        message ``is_whole``, the client sends nothing by itself before it is.
        """
        for text in texts:
            self._note(MessageSent(text))
        self.is_within_message = not (is_complete and is_whole)
        if self.is_within_message and self._own_frames is not None:
            self._own_frames.hold()
        self._write(BytesSent(what), lambda driver: driver.send_raw(data, is_complete=is_complete))
        if not self.is_within_message and self._own_frames is not None:
            self._own_frames.release()

    def ping(self, payload: bytes) -> bool:
        """Send a ping frame; return False if no pong with the same payload comes."""
        self._write(BytesSent("a ping"), lambda driver: driver.ping(payload))
        journal, patience = self._context.journal, self._context.patience
        return journal.wait_until(lambda: payload in self.pongs_heard, patience)

    def leave_with(self, data: bytes, how: str) -> None:
        """Send bytes that leave, as they are; what follows the leave in them must reach nobody."""
        self._write(Disconnecting(how), lambda driver: driver.send_raw(data))
        self._is_leaving = True

    def leave(self, code: int | None = 1000) -> None:
        """Send a Close frame; ``wait_for_end`` waits for the server's."""
        closing = Disconnecting("closes the connection", code)
        self._write(closing, lambda driver: driver.send_close(code))
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

    def note_standstill(self) -> None:
        """Take note that the server stands still: the user receives as little as one who does not
        read."""
        self._note(ReadingStopped())
        self.has_stopped_reading = True

    def note_going_on(self) -> None:
        """Take note that the server, which stood still, goes on."""
        self.has_stopped_reading = False
        self._note(ReadingResumed())

    def read_slowly(self, work: Callable[[], object]) -> None:
        """Do ``work`` before each frame is read from now on."""
        if self._driver is None:
            raise FeatureMistake(f"{self.label} has no connection in this scenario")
        self._driver.read_slowly(work)

    def wait_for_end(self, later: float = 0.0) -> bool:
        """Wait for the end of the connection, which is due ``later`` by this many seconds; return
        False if it does not end."""
        journal, patience = self._context.journal, self._context.patience
        return journal.wait_until(lambda: self.ended is not None, later + patience)

    def wait_for_pings(self, count: int) -> bool:
        """Wait until the server has sent ``count`` pings in all; return False if it does not."""
        journal, patience = self._context.journal, self._context.patience
        return journal.wait_until(lambda: self.pings_heard >= count, patience)

    def drop(self) -> None:
        """End the connection, whatever its state, and the thread that reads it."""
        if self._driver is not None and self.ended is None:
            self._driver.abandon()

    def _write(self, act: JournalEvent, do: Callable[[Transport], None]) -> None:
        driver = self._note(act)
        try:
            do(driver)
        except ConnectionError as error:
            self.wait_for_end()
            self._context.on_lost(self.label, self.ended, str(error))

    def _note(self, act: JournalEvent) -> Transport:
        if self.connection is None or self._driver is None:
            raise FeatureMistake(f"{self.label} has no connection in this scenario")
        self._context.journal.write(self.connection, act)
        return self._driver

    def _reading(self, receiver: Receiver) -> Callable[[bool, bytes], None]:
        """Return the reading of a frame; a mistake of the suite in it is not the server's."""

        def on_frame(is_text: bool, payload: bytes) -> None:
            try:
                receiver.on_frame(is_text, payload)
            except Exception as mistake:
                self._context.journal.break_off(mistake)

        return on_frame

    def _on_end(self, connection: Connection) -> Callable[[int, str], None]:
        def on_end(code: int, reason: str) -> None:
            ended, now = Disconnected(code, reason), time.time()

            def end() -> None:
                self.ended, self.ended_at = ended, now
                if self._periodic is not None:
                    self._periodic.stop()

            self._context.journal.write(connection, ended, end)

        return on_end

    def _on_pong(self, payload: bytes) -> None:
        self.pongs_heard.append(payload)
        self._context.journal.news()

    def _on_ping(self) -> None:
        self.pings_heard += 1
        self._context.journal.news()
