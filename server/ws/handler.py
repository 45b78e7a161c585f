"""The typed WebSocket layer: an interface for handlers that hides the library below.

A handler is three plain functions. They get their dependencies as a parameter, hold no closure,
and return an action::

    def on_init(connection, dependencies): return continue_connection(state)
    def on_message(state, message, connection, dependencies): return continue_connection(state)
    def on_close(state, connection, dependencies): ...

``on_init`` runs before the handshake is answered, so the client receives every event of its
subscriptions from the start. ``on_close`` runs exactly once, however the connection ends, if
``on_init`` continued; an ``on_init`` that stops at once must release what it acquired.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from aiohttp import web

from server.ws import handshake
from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.handshake import HandshakeRejection
from server.ws.registry import ConnectionRegistry

CONNECTIONS = web.AppKey("connections", ConnectionRegistry)
_log = logging.getLogger("chat")

S = TypeVar("S")
D = TypeVar("D")
C = TypeVar("C")


# Messages and actions are made for each message that comes in. They are to be taken as frozen, but
# not frozen by Python, which makes one in half the time then.


@dataclass(slots=True)
class TextMessage:
    """A text message from the client."""

    text: str


@dataclass(slots=True)
class BinaryMessage:
    """A binary message from the client."""

    data: bytes


@dataclass(frozen=True, slots=True)
class CustomMessage(Generic[C]):
    """A value from the subscription that this connection continues with."""

    value: C


@dataclass(frozen=True, slots=True)
class ConnectionClosed:
    """The last message of every connection; 1006 if it ended without a Close (RFC 6455 §7.1.5)."""

    code: int
    reason: str


HandlerMessage = TextMessage | BinaryMessage | CustomMessage[Any] | ConnectionClosed


class Subscription(Generic[C]):
    """Source of a connection's custom messages: values are delivered in the order of ``put``.

    Values put before a connection continues with it wait; those put after its end are dropped.
    """

    def __init__(self) -> None:
        self._apply_effect: Callable[[C], None] | None = None
        self._waiting: list[C] = []
        self._releases: list[Callable[[], None]] = []

    def put(self, value: C) -> None:
        """Deliver ``value`` to the connection that continues with this subscription."""
        if self._apply_effect is None:
            self._waiting.append(value)
        else:
            self._apply_effect(value)

    def on_release(self, release: Callable[[], None]) -> None:
        """Call ``release`` once the connection no longer uses this subscription."""
        self._releases.append(release)

    def attach(self, apply_effects: Callable[[C], None]) -> None:
        """Deliver values to ``apply_effects`` from now on, waiting values first."""
        waiting, self._waiting = self._waiting, []
        self._apply_effect = apply_effects
        for value in waiting:
            apply_effects(value)

    def release(self) -> None:
        """Release the subscription: the connection has ended or continues with another one."""
        self._apply_effect = _nowhere
        releases, self._releases = self._releases, []
        for release in releases:
            release()


def _nowhere(_value: object) -> None:
    """Drop a value put into a released subscription."""


@dataclass(slots=True)
class Continue(Generic[S]):
    """Continue with ``state``; a ``subscription`` replaces the previous one."""

    state: S
    subscription: Subscription[Any] | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """Close the connection, with ``code`` and ``reason``."""

    code: int = CloseCode.NORMAL
    reason: str = ""


Action = Continue[S] | Stop


def continue_connection(state: S, subscription: Subscription[Any] | None = None) -> Continue[S]:
    """Return the action that continues with ``state`` and receives the values of
    ``subscription`` as ``CustomMessage``."""
    return Continue(state, subscription)


def stop_connection(code: int = CloseCode.NORMAL, reason: str = "") -> Stop:
    """Return the action that flushes what was sent and closes the connection with ``code``."""
    return Stop(code, reason)


OnInit = Callable[[Connection, D], Action[S]]
OnMessage = Callable[[S, HandlerMessage, Connection, D], Action[S]]
OnTexts = Callable[[S, list[str], Connection, D], Action[S]]
OnClose = Callable[[S, Connection, D], None]


@dataclass(frozen=True, slots=True)
class Handlers(Generic[S, D]):
    """The functions of an application, and their dependencies."""

    dependencies: D
    on_init: OnInit[D, S]
    on_message: OnMessage[S, D]
    on_close: OnClose[S, D] | None = None
    on_texts: OnTexts[S, D] | None = None


def upgrade_websocket(
    request: web.Request,
    *,
    dependencies: D,
    on_init: OnInit[D, S],
    on_message: OnMessage[S, D],
    on_close: OnClose[S, D] | None = None,
    on_texts: OnTexts[S, D] | None = None,
    protocols: tuple[str, ...] = (),
    label: str = "",
) -> web.StreamResponse:
    """Upgrade ``request`` to a WebSocket and run the handlers on it.

    ``on_texts`` replaces ``on_message`` for texts: it gets all texts that arrived at once, for an
    application that handles batches faster. ``protocols`` are the supported subprotocols, ``label``
    is the connection's label in the log.

    Returns the response for the aiohttp handler to return. Raises aiohttp's HTTP errors for a
    request that is not a valid handshake (426, 400), comes from a disallowed origin (403), or
    exceeds the connection limit (503).
    """
    answer = handshake.check(request, protocols)
    connections = request.app[CONNECTIONS]
    if connections.is_draining:
        service_unavailable = handshake.service_unavailable(
            "The server is shutting down. Try again in a moment."
        )
        raise handshake.rejected(request, HandshakeRejection.DRAINING, service_unavailable)
    if connections.is_full:
        service_unavailable = handshake.service_unavailable(
            "The server is full. Try again in a moment."
        )
        raise handshake.rejected(request, HandshakeRejection.CONNECTIONS, service_unavailable)
    transport = handshake.transport_of(request)
    if transport is None:
        return handshake.Upgraded()
    handlers = Handlers(dependencies, on_init, on_message, on_close, on_texts)
    connection = connections.open(transport)
    session = _Session(connection, handlers, label or request.path)
    try:
        first = session.begin()
    except Exception:
        connection.abandon()
        connections.forget(connection)
        raise
    connection.start(answer, session, handshake.take_over(request), first)
    return handshake.Upgraded()


class _Session(Generic[S, D]):
    """Runs the handlers of one connection, one message at a time, and keeps their state."""

    __slots__ = ("_connection", "_continued", "_handlers", "_label", "_subscription")

    def __init__(self, connection: Connection, handlers: Handlers[S, D], label: str) -> None:
        self._connection = connection
        self._handlers = handlers
        self._label = label
        self._continued: Continue[S] | None = None  # the handlers' last action; holds the state
        self._subscription: Subscription[Any] | None = None

    def begin(self) -> Callable[[], None]:
        """Run ``on_init``; the returned function applies its action after the handshake is
        answered.

        Exceptions of ``on_init`` propagate to the caller: the handshake is not answered yet.
        """
        action = self._handlers.on_init(self._connection, self._handlers.dependencies)
        _log.info("open id=%d %s", self._connection.number, self._label)
        return lambda: self._apply(action)

    def received(self, texts: list[str]) -> None:
        connection, handlers = self._connection, self._handlers
        on_message, dependencies = handlers.on_message, handlers.dependencies
        try:
            if handlers.on_texts is not None:
                continued = self._continued
                if continued is None or connection.close_code is not None:
                    return
                action = handlers.on_texts(continued.state, texts, connection, dependencies)
                if action is not continued:
                    self._apply(action)
                return
            for text in texts:
                continued = self._continued
                if continued is None or connection.close_code is not None:
                    return
                action = on_message(continued.state, TextMessage(text), connection, dependencies)
                if action is not continued:
                    self._apply(action)
        except Exception:
            self._fail()

    def received_binary(self, data: bytes) -> None:
        self._handle(BinaryMessage(data))

    def ended(self, code: int, reason: str) -> None:
        """Notify the handlers, release the subscription, and log the end of the connection."""
        connection, handlers = self._connection, self._handlers
        self._handle(ConnectionClosed(code, reason))
        if self._continued is not None and handlers.on_close is not None:
            try:
                handlers.on_close(self._continued.state, connection, handlers.dependencies)
            except Exception:
                _log.exception("error id=%d in on_close", connection.number)
        if self._subscription is not None:
            self._subscription.release()
        seconds = connection.now() - connection.opened_at
        _log.info(
            "close id=%d %s code=%d after=%.3fs", connection.number, self._label, code, seconds
        )

    def _custom(self, value: Any) -> None:
        """Handle a value in the next event loop iteration: ``put`` may be called inside a
        handler."""
        self._connection.later(self._handle_if_open, CustomMessage(value))

    def _handle_if_open(self, message: HandlerMessage) -> None:
        if self._connection.is_open:
            self._handle(message)

    def _handle(self, message: HandlerMessage) -> None:
        continued, handlers, connection = self._continued, self._handlers, self._connection
        if continued is None:
            return
        try:
            self._apply(
                handlers.on_message(continued.state, message, connection, handlers.dependencies)
            )
        except Exception:
            self._fail()

    def _fail(self) -> None:
        _log.exception("error id=%d in on_message", self._connection.number)
        self._connection.close(CloseCode.INTERNAL_ERROR, "internal error")

    def _apply(self, action: Action[S]) -> None:
        if isinstance(action, Continue):
            self._continued = action
            if action.subscription is not None and action.subscription is not self._subscription:
                self._continue_with(action.subscription)
        else:
            self._connection.close(action.code, action.reason)

    def _continue_with(self, subscription: Subscription[Any]) -> None:
        before, self._subscription = self._subscription, subscription
        if before is not None:
            before.release()
        subscription.attach(self._custom)
