"""An arrival is announced before the name is checked, so also of those who are refused."""

from aiohttp import web

from mutants.notices import tell_of_arrival
from server import reception
from server.chat.service import CHAT
from server.dialects.base import Dialect


def bend() -> None:
    sound = reception.visit_of

    def visit_of(request: web.Request, usual: Dialect) -> reception.Visit:
        try:
            return sound(request, usual)
        except web.HTTPBadRequest:
            tell_of_arrival(request.app[CHAT], request.query.get("user", ""))
            raise

    reception.visit_of = visit_of
