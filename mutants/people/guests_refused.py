"""Whoever gives no name is not let in."""

from aiohttp import web

from server import chat
from server.names import ANONYMOUS


def bend() -> None:
    sound = chat.visit_of

    def visit_of(request: web.Request) -> chat.Visit:
        visit = sound(request)
        if visit.name == ANONYMOUS:
            raise web.HTTPBadRequest(text="Please choose a name.")
        return visit

    chat.visit_of = visit_of
