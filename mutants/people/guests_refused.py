"""Whoever gives no name is not let in."""

from aiohttp import web

from server.core.names import ANONYMOUS
from server.dialects.base import Dialect
from server.web import chat_endpoints


def bend() -> None:
    sound = chat_endpoints.read_connect_request

    def read_connect_request(request: web.Request, usual: Dialect) -> chat_endpoints.ConnectRequest:
        connect_request = sound(request, usual)
        if connect_request.name == ANONYMOUS:
            raise web.HTTPBadRequest(text="Please choose a name.")
        return connect_request

    chat_endpoints.read_connect_request = read_connect_request
