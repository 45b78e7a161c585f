"""The room that an address names in its path is not looked at."""

from dataclasses import replace

from aiohttp import web

from server.core.names import DEFAULT_ROOM
from server.dialects.base import Dialect
from server.web import chat_endpoints


def bend() -> None:
    sound = chat_endpoints.read_connect_request

    def read_connect_request(request: web.Request, usual: Dialect) -> chat_endpoints.ConnectRequest:
        connect_request = sound(request, usual)
        return replace(
            connect_request, room=chat_endpoints.query_of(request).get("room", DEFAULT_ROOM)
        )

    chat_endpoints.read_connect_request = read_connect_request
