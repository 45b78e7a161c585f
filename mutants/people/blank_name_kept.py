"""An empty or blank name is kept as it is, so nobody sees who speaks."""

from dataclasses import replace

from aiohttp import web

from server import chat


def bend() -> None:
    sound = chat.visit_of

    def visit_of(request: web.Request) -> chat.Visit:
        visit, asked = sound(request), chat.query_of(request).get("user", "Anonymous")
        return visit if asked.strip() else replace(visit, name=asked)

    chat.visit_of = visit_of
