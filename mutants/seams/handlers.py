"""Changes how an endpoint handles the events of a connection."""

from dataclasses import replace
from types import ModuleType
from typing import Any

from mutants.patch import Patch
from server.web import chat_endpoints


def replace_handlers(
    patch: Patch, *, endpoint: ModuleType = chat_endpoints, **handlers: Any
) -> None:
    """Replace handlers of an endpoint, by name: ``on_init``, ``on_message`` …"""
    patch.replace(endpoint, "HANDLERS", replace(endpoint.HANDLERS, **handlers))
