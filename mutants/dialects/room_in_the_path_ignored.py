"""The room that an address names in its path is not looked at."""

from dataclasses import replace

from aiohttp import web

from server import reception
from server.core.names import DEFAULT_ROOM
from server.dialects.base import Dialect


def bend() -> None:
    sound = reception.visit_of

    def visit_of(request: web.Request, usual: Dialect) -> reception.Visit:
        visit = sound(request, usual)
        return replace(visit, room=reception.query_of(request).get("room", DEFAULT_ROOM))

    reception.visit_of = visit_of
