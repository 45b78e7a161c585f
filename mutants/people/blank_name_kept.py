"""An empty or blank name is kept as it is, so nobody sees who speaks."""

from dataclasses import replace

from aiohttp import web

from server.dialects.base import Dialect
from server.web import chat_endpoints


def bend() -> None:
    sound = chat_endpoints.read_connect_request

    def read_connect_request(request: web.Request, usual: Dialect) -> chat_endpoints.ConnectRequest:
        connect_request, asked = (
            sound(request, usual),
            chat_endpoints.query_of(request).get("user", "Anonymous"),
        )
        return connect_request if asked.strip() else replace(connect_request, name=asked)

    chat_endpoints.read_connect_request = read_connect_request
