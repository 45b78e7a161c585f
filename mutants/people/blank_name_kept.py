"""An empty or blank name is kept as it is, so nobody sees who speaks."""

from dataclasses import replace

from aiohttp import web

from server.dialects.base import Dialect
from server.web import chat_endpoints


def bend() -> None:
    sound = chat_endpoints.visit_of

    def visit_of(request: web.Request, usual: Dialect) -> chat_endpoints.Visit:
        visit, asked = (
            sound(request, usual),
            chat_endpoints.query_of(request).get("user", "Anonymous"),
        )
        return visit if asked.strip() else replace(visit, name=asked)

    chat_endpoints.visit_of = visit_of
