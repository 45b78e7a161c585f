"""An empty or blank name is kept as it is, so nobody sees who speaks."""

from dataclasses import replace

from aiohttp import web

from server import reception
from server.dialects.base import Dialect


def bend() -> None:
    sound = reception.visit_of

    def visit_of(request: web.Request, usual: Dialect) -> reception.Visit:
        visit, asked = sound(request, usual), reception.query_of(request).get("user", "Anonymous")
        return visit if asked.strip() else replace(visit, name=asked)

    reception.visit_of = visit_of
