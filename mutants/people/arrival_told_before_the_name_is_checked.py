"""An arrival is announced before the name is checked, so also of those who are refused."""

from aiohttp import web

from mutants.notices import tell_of_arrival
from server.chat.service import CHAT
from server.dialects.base import Dialect
from server.web import chat_endpoints


def bend() -> None:
    sound = chat_endpoints.visit_of

    def visit_of(request: web.Request, usual: Dialect) -> chat_endpoints.Visit:
        try:
            return sound(request, usual)
        except web.HTTPBadRequest:
            tell_of_arrival(request.app[CHAT], request.query.get("user", ""))
            raise

    chat_endpoints.visit_of = visit_of
