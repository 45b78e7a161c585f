"""Changes how the chat handles the events of a connection."""

from dataclasses import replace
from typing import Any

from mutants.patch import Patch
from server.web import chat_endpoints


def replace_handlers(patch: Patch, **handlers: Any) -> None:
    """Replace handlers of the chat endpoints, by name: ``on_init``, ``on_message`` …"""
    patch.replace(chat_endpoints, "HANDLERS", replace(chat_endpoints.HANDLERS, **handlers))
