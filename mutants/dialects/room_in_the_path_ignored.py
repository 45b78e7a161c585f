"""The room that an address names in its path is not looked at."""

from dataclasses import replace

from aiohttp import web

from server.core.names import DEFAULT_ROOM
from server.dialects.base import Dialect
from server.web import chat_endpoints


def bend() -> None:
    sound = chat_endpoints.visit_of

    def visit_of(request: web.Request, usual: Dialect) -> chat_endpoints.Visit:
        visit = sound(request, usual)
        return replace(visit, room=chat_endpoints.query_of(request).get("room", DEFAULT_ROOM))

    chat_endpoints.visit_of = visit_of
