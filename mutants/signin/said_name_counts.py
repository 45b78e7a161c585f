"""Whoever says a name bears it, whatever name their token proves."""

from dataclasses import replace

from aiohttp import web

from server import reception
from server.dialects.base import Dialect


def bend() -> None:
    sound = reception.visit_of

    def visit_of(request: web.Request, usual: Dialect) -> reception.Visit:
        visit, said = sound(request, usual), reception.query_of(request).get("user")
        return replace(visit, name=said) if visit.name and said else visit

    reception.visit_of = visit_of
