"""Where no operator is known, it is told (401) that there could be one."""

from aiohttp import web

from server.web import announcements


def bend() -> None:
    sound = announcements.add

    def add(app: web.Application, token: str) -> None:
        sound(app, token or "a token that nobody knows")

    announcements.add = add
