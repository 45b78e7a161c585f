"""An arrival is announced before the name is checked, so also of those who are refused."""

from aiohttp import web

from mutants.notices import announce_join
from server.chat.service import CHAT
from server.dialects.base import Dialect
from server.web import chat_endpoints


def bend() -> None:
    sound = chat_endpoints.read_connect_request

    def read_connect_request(request: web.Request, usual: Dialect) -> chat_endpoints.ConnectRequest:
        try:
            return sound(request, usual)
        except web.HTTPBadRequest:
            announce_join(request.app[CHAT], request.query.get("user", ""))
            raise

    chat_endpoints.read_connect_request = read_connect_request
