"""Where no operator is known, everybody may announce something."""

from aiohttp import web

from server.web import announcements


def bend() -> None:
    add = announcements.add
    is_operator = announcements._is_operator

    def added(app: web.Application, token: str) -> None:
        add(app, token or "everybody")

    def is_anybody(request: web.Request) -> bool:
        token = request.app[announcements._OPERATOR_TOKEN]
        return token == "everybody" or is_operator(request)

    announcements.add, announcements._is_operator = added, is_anybody
