"""Change how an endpoint handles the events of a connection."""

from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any

from mutants.patch import Patch
from server.web import chat_endpoints, echo
from server.web.chat_endpoints import ClientSession
from server.web.connect_request import ConnectRequest
from server.ws.connection import Connection
from server.ws.handler import Action, BinaryMessage, HandlerMessage, continue_connection

Handle = Callable[[ClientSession, bytes, ConnectRequest], Action[ClientSession]]
"""Handles a binary message of a session, given its data and the request it connected with."""


def replace_handlers(
    patch: Patch, *, endpoint: ModuleType = chat_endpoints, **handlers: Any
) -> None:
    """Replace handlers of an endpoint, by name: ``on_init``, ``on_message`` …"""
    patch.replace(endpoint, "HANDLERS", replace(endpoint.HANDLERS, **handlers))


def change_binary(patch: Patch, handle: Handle) -> None:
    """Handle binary messages to the chat with ``handle(session, data, connect_request)``."""
    sound = chat_endpoints.on_message

    def on_message(
        session: ClientSession,
        message: HandlerMessage,
        connection: Connection,
        connect_request: ConnectRequest,
    ) -> Action[ClientSession]:
        if isinstance(message, BinaryMessage):
            return handle(session, message.data, connect_request)
        return sound(session, message, connection, connect_request)

    replace_handlers(patch, on_message=on_message)


def change_echo(patch: Patch, change: Callable[[HandlerMessage], HandlerMessage | None]) -> None:
    """Echo ``change(message)`` instead of each message; None: nothing."""
    sound = echo.on_message

    def on_message(
        expiry: Any, message: HandlerMessage, connection: Connection, identity: Any
    ) -> Action[Any]:
        changed = change(message)
        if changed is None:
            return continue_connection(expiry)
        return sound(expiry, changed, connection, identity)

    replace_handlers(patch, endpoint=echo, on_message=on_message)
