"""A user of a scenario: a client that joins the chat, and sends messages in its dialect."""

import contextlib
from collections.abc import Sequence

from alicebob.clients.client import Client
from alicebob.clients.connect_options import ConnectOptions
from alicebob.clients.context import UserContext
from alicebob.dialects.base import Dialect
from alicebob.model.feature_mistake import FeatureMistake
from alicebob.model.received import RejectionReason
from alicebob.model.sent import Join, Leave, Ping, Request, SendMessage, SetTyping
from alicebob.record.journal import (
    BytesSent,
    ConnectRejected,
    Disconnecting,
    InvalidSent,
    MessageSent,
    RequestSent,
)
from alicebob.transport.raw_frames import TEXT, masked
from alicebob.transport.upgrade import UpgradeRejected

_KNOCK = b"in?"  # in a ping, where nothing else shows that a client is in


class User(Client):
    """A client that joins the chat and speaks a dialect; ``rejection`` is the answer to a join that
    the server rejected."""

    def __init__(
        self,
        label: str,
        context: UserContext,
        is_probe: bool = False,
        dialect: Dialect | None = None,
        address: str = "",
    ) -> None:
        """``address`` is that of the user, where the suite plays a proxy; "" elsewhere."""
        super().__init__(label, context, is_probe, dialect, address)
        self.rejection: ConnectRejected | None = None
        self._is_let_in = False

    @property
    def is_joined(self) -> bool:
        """True while the user has joined, and neither side has ended the connection."""
        has_joined = self._receiver is not None and self._receiver.is_joined
        return has_joined and self.ended is None and not self._is_leaving

    def connect(self, connect_options: ConnectOptions) -> bool:
        """Connect, and join with a message where the dialect needs one; return False if rejected.

        Raises ``OSError`` without an answer.
        """
        self.rejection = None
        try:
            self.open(connect_options)
        except UpgradeRejected as rejected:
            return self._reject(
                ConnectRejected(rejected.status, rejected.body, rejected.retry_after)
            )
        if connect_options.is_silent:
            return True
        if self.dialect.joins_by_message:
            return self._ask_to_join(connect_options)
        return self._wait_until_in()

    def join(self, name: str, claimed: str | None = None) -> bool:
        """Send a join message for ``name``, or for ``claimed``; return False if it is rejected."""
        if self._receiver is None:
            raise FeatureMistake(f"{self.label} has no connection in this scenario")
        self._receiver.will_join(name)
        client_message = Join(name if claimed is None else claimed)
        self._write(
            RequestSent(client_message),
            lambda driver: driver.send_text(self.encode(client_message)),
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

    def _wait_until_in(self) -> bool:
        """Wait until the client has done what the wire wants first; return False if it cannot."""
        self._context.journal.wait_until(self._is_answered, self._context.patience)
        receiver = self._receiver
        if receiver is None or receiver.is_joined:
            self._wait_for_pong()
            return True
        answer = receiver.refused or "no answer"
        if self.ended is not None:
            answer = f"the server closed the connection with {self.ended.code}"
        self.drop()
        return self._reject(ConnectRejected(None, answer))

    def _wait_for_pong(self) -> None:
        """Ping a server that shows newcomers nothing, and wait until it reads their frames; of one
        that does not answer, this is asked once only."""
        if not self.dialect.awaits_pong or self._driver is None:
            return
        self._is_let_in = False
        with contextlib.suppress(ConnectionError):
            self._driver.ping(_KNOCK)
            self._context.journal.wait_until(self._is_past_the_door, self._context.patience)
        self.dialect.awaits_pong = self._is_past_the_door()

    def _is_past_the_door(self) -> bool:
        return self._is_let_in or self.ended is not None

    def _on_pong(self, payload: bytes) -> None:
        if payload != _KNOCK:  # a scenario knows nothing of the suite's own pings
            super()._on_pong(payload)
            return

        def let_in() -> None:
            self._is_let_in = True

        self._context.journal.news(let_in)

    def _is_answered(self) -> bool:
        receiver = self._receiver
        return (
            receiver is None
            or receiver.is_joined
            or receiver.rejected is not None
            or bool(receiver.refused)
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
        return self.encode(SendMessage(text)).encode()

    def send_message(self, text: str, to: str | None = None, client_id: str | None = None) -> None:
        """Send ``text`` as one message, to all users or ``to`` one."""
        self._send_message(SendMessage(text, to, client_id))

    def send_packed(self, texts: Sequence[str]) -> None:
        """Send ``texts`` as messages of one frame. Raises ``NotSupportedByDialect``."""
        wire = self.dialect.packed([self.encode(SendMessage(text)) for text in texts])
        for text in texts[:-1]:
            self._note(MessageSent(text))
        self._write(MessageSent(texts[-1]), lambda driver: driver.send_text(wire))

    def send_message_as(
        self, claimed: str, text: str, to: str | None = None, at: str | None = None
    ) -> None:
        """Send ``text`` as one message that claims to be from another user, and sent ``at``."""
        self._send_message(SendMessage(text, to, claimed=claimed, at=at))

    def _send_message(self, client_message: SendMessage) -> None:
        wire = self.encode(client_message)
        said = MessageSent(
            client_message.text, to=client_message.to, client_id=client_message.client_id
        )
        self._write(said, lambda driver: driver.send_text(wire))

    def try_send_message(self, text: str) -> None:
        """Send ``text``, unless the server has closed the connection."""
        with contextlib.suppress(ConnectionError):
            self._note(MessageSent(text)).send_text(self.encode(SendMessage(text)))

    def send_marker(self, marker: str) -> None:
        """Send the marker of a fence. Raises ``ConnectionError`` when the connection is lost."""
        self._note(MessageSent(marker, fence=True)).send_text(self.encode(SendMessage(marker)))

    def ping_marker(self, marker: str) -> None:
        """Send a ping message for a fence. Raises ``ConnectionError`` when the connection is
        lost."""
        client_message = Ping(marker)
        self._note(RequestSent(client_message, fence=True)).send_text(self.encode(client_message))

    def ask(self, client_message: SetTyping | Request) -> None:
        """Send a request, or a typing message."""
        wire = self.encode(client_message)
        self._write(RequestSent(client_message), lambda driver: driver.send_text(wire))

    def try_ping(self, nonce: str) -> None:
        """Send a ping message, unless the server has closed the connection."""
        client_message = Ping(nonce)
        with contextlib.suppress(ConnectionError):
            self._note(RequestSent(client_message)).send_text(self.encode(client_message))

    def ask_at_once(self, requests: Sequence[Request]) -> None:
        """Send all requests in a single write."""
        for request in requests:
            self._note(RequestSent(request))
        frames = b"".join(masked(TEXT, self.encode(each).encode()) for each in requests)
        self._write(
            BytesSent(f"{len(requests)} requests in a single write"), lambda d: d.send_raw(frames)
        )

    def send_invalid(self, text: str, what: str, reason: RejectionReason | None = None) -> None:
        """Send ``text`` as it is; the server must reject it in this dialect."""
        self._write(InvalidSent(what, reason), lambda driver: driver.send_text(text))

    def send_leave(self) -> None:
        """Send the dialect's leave message; ``wait_for_end`` waits for the server's Close."""
        wire = self.encode(Leave())
        self._write(Disconnecting(str(Leave())), lambda driver: driver.send_text(wire))
        self._is_leaving = True
