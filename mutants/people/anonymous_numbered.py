"""Guests without a name are numbered."""

import itertools
from dataclasses import replace

from aiohttp import web

from server.core.names import ANONYMOUS
from server.dialects.base import Dialect
from server.web import chat_endpoints


def bend() -> None:
    sound, numbers = chat_endpoints.visit_of, itertools.count(1)

    def visit_of(request: web.Request, usual: Dialect) -> chat_endpoints.Visit:
        visit = sound(request, usual)
        if visit.name != ANONYMOUS:
            return visit
        return replace(visit, name=f"{ANONYMOUS}{next(numbers)}")

    chat_endpoints.visit_of = visit_of
