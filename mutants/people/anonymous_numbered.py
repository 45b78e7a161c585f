"""Guests without a name are numbered."""

import itertools
from dataclasses import replace

from aiohttp import web

from server import reception
from server.core.names import ANONYMOUS
from server.dialects.base import Dialect


def bend() -> None:
    sound, numbers = reception.visit_of, itertools.count(1)

    def visit_of(request: web.Request, usual: Dialect) -> reception.Visit:
        visit = sound(request, usual)
        if visit.name != ANONYMOUS:
            return visit
        return replace(visit, name=f"{ANONYMOUS}{next(numbers)}")

    reception.visit_of = visit_of
