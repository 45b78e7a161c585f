"""Whoever gives no name is not let in."""

from aiohttp import web

from server.core.names import ANONYMOUS
from server.dialects.base import Dialect
from server.web import chat_endpoints


def bend() -> None:
    sound = chat_endpoints.visit_of

    def visit_of(request: web.Request, usual: Dialect) -> chat_endpoints.Visit:
        visit = sound(request, usual)
        if visit.name == ANONYMOUS:
            raise web.HTTPBadRequest(text="Please choose a name.")
        return visit

    chat_endpoints.visit_of = visit_of
