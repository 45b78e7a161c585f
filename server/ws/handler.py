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

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.subscription import Subscription

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
    """The functions of an application, which all its connections share.

    ``on_texts`` replaces ``on_message`` for texts: it gets all texts that arrived at once, for an
    application that handles batches faster. ``label`` returns the fields of a connection in
    the log, by its dependencies and its state, if it has one; without it, that is the path of the
    request.
    """

    on_init: OnInit[D, S]
    on_message: OnMessage[S, D]
    on_close: OnClose[S, D] | None = None
    on_texts: OnTexts[S, D] | None = None
    label: Callable[[D, S | None], dict[str, str]] | None = None
