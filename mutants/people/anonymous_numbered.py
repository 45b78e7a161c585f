"""Guests without a name are numbered."""

import itertools
from dataclasses import replace

from aiohttp import web

from server import chat
from server.names import ANONYMOUS


def bend() -> None:
    sound, numbers = chat.visit_of, itertools.count(1)

    def visit_of(request: web.Request) -> chat.Visit:
        visit = sound(request)
        if visit.name != ANONYMOUS:
            return visit
        return replace(visit, name=f"{ANONYMOUS}{next(numbers)}")

    chat.visit_of = visit_of
