"""Whoever gives no name is not let in."""

from aiohttp import web

from server import reception
from server.core.names import ANONYMOUS
from server.dialects.base import Dialect


def bend() -> None:
    sound = reception.visit_of

    def visit_of(request: web.Request, usual: Dialect) -> reception.Visit:
        visit = sound(request, usual)
        if visit.name == ANONYMOUS:
            raise web.HTTPBadRequest(text="Please choose a name.")
        return visit

    reception.visit_of = visit_of
