"""Guests without a name are numbered."""

import itertools
from dataclasses import replace

from aiohttp import web

from server.core.names import ANONYMOUS
from server.dialects.base import Dialect
from server.web import chat_endpoints


def bend() -> None:
    sound, numbers = chat_endpoints.read_connect_request, itertools.count(1)

    def read_connect_request(request: web.Request, usual: Dialect) -> chat_endpoints.ConnectRequest:
        connect_request = sound(request, usual)
        if connect_request.name != ANONYMOUS:
            return connect_request
        return replace(connect_request, name=f"{ANONYMOUS}{next(numbers)}")

    chat_endpoints.read_connect_request = read_connect_request
