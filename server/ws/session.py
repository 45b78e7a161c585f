"""One session: the handlers of an application, run on one connection."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any, Generic, TypeVar

from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.handler import (
    Action,
    BinaryMessage,
    ConnectionClosed,
    Continue,
    CustomMessage,
    HandlerMessage,
    Handlers,
    TextMessage,
)
from server.ws.log_line import LogLine, connection_id
from server.ws.subscription import Subscription

_log = logging.getLogger("chat")

S = TypeVar("S")
D = TypeVar("D")


class Session(Generic[S, D]):
    """Runs the handlers of one connection, one message at a time, and keeps their state."""

    __slots__ = ("_continued", "_dependencies", "_handlers", "_path", "_subscription")

    def __init__(self, handlers: Handlers[S, D], dependencies: D, path: str) -> None:
        """Create a session on the connection that was requested at ``path``."""
        self._handlers = handlers
        self._dependencies = dependencies
        self._path = path
        self._continued: Continue[S] | None = None  # the handlers' last action; holds the state
        self._subscription: Subscription[Any] | None = None

    def begin(self, connection: Connection) -> Callable[[], None]:
        """Run ``on_init``; the returned function applies its action after the handshake is
        answered.

        Exceptions of ``on_init`` propagate to the caller: the handshake is not answered yet.
        """
        action = self._handlers.on_init(connection, self._dependencies)
        _log.info(LogLine("open", **self._label(connection, getattr(action, "state", None))))
        return lambda: self._apply(connection, action)

    def _label(self, connection: Connection, state: S | None) -> dict[str, str]:
        label = self._handlers.label
        own = {"path": self._path} if label is None else label(self._dependencies, state)
        return {"id": connection_id(connection.number), "address": connection.address, **own}

    def received(self, connection: Connection, texts: list[str]) -> None:
        """Run the handlers on text messages, as long as they continue."""
        try:
            if self._handlers.on_texts is None:
                for text in texts:
                    self._receive(connection, TextMessage(text))
                return
            continued = self._continued
            if continued is None or connection.close_code is not None:
                return
            action = self._handlers.on_texts(continued.state, texts, connection, self._dependencies)
            if action is not continued:
                self._apply(connection, action)
        except Exception:
            self._fail(connection)

    def _receive(self, connection: Connection, message: TextMessage) -> None:
        continued = self._continued
        if continued is not None and connection.close_code is None:
            self._apply(
                connection,
                self._handlers.on_message(continued.state, message, connection, self._dependencies),
            )

    def received_binary(self, connection: Connection, data: bytes) -> None:
        """Run the handlers on a binary message."""
        self._handle(connection, BinaryMessage(data))

    def ended(self, connection: Connection, code: int, reason: str) -> None:
        """Notify the handlers, release the subscription, and log the end of the connection."""
        self._handle(connection, ConnectionClosed(code, reason))
        if self._continued is not None and self._handlers.on_close is not None:
            try:
                self._handlers.on_close(self._continued.state, connection, self._dependencies)
            except Exception:
                _log.exception("error id=%s in on_close", connection_id(connection.number))
        if self._subscription is not None:
            self._subscription.release()
        seconds = connection.now() - connection.opened_at
        state = None if self._continued is None else self._continued.state
        _log.info(LogLine("close", **self._label(connection, state), code=code, seconds=seconds))

    def _handle(self, connection: Connection, message: HandlerMessage) -> None:
        continued, on_message = self._continued, self._handlers.on_message
        if continued is None:
            return
        try:
            self._apply(
                connection, on_message(continued.state, message, connection, self._dependencies)
            )
        except Exception:
            self._fail(connection)

    def _fail(self, connection: Connection) -> None:
        _log.exception("error id=%s in on_message", connection_id(connection.number))
        connection.close(CloseCode.INTERNAL_ERROR, "internal error")

    def _apply(self, connection: Connection, action: Action[S]) -> None:
        if isinstance(action, Continue):
            self._continued = action
            if action.subscription is not None and action.subscription is not self._subscription:
                self._continue_with(connection, action.subscription)
        else:
            connection.close(action.code, action.reason)

    def _continue_with(self, connection: Connection, subscription: Subscription[Any]) -> None:
        before, self._subscription = self._subscription, subscription
        if before is not None:
            before.release()
        subscription.attach(partial(self._receive_custom, connection))

    def _receive_custom(self, connection: Connection, value: Any) -> None:
        """Handle a value in the next event loop iteration: ``put`` may be called inside a
        handler."""
        connection.later(self._handle_if_open, connection, CustomMessage(value))

    def _handle_if_open(self, connection: Connection, message: HandlerMessage) -> None:
        if connection.is_open:
            self._handle(connection, message)
