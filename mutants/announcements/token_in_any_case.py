"""The operator's token is good in capitals, too."""

from aiohttp import hdrs, web

from server.web import announcements


def bend() -> None:
    def is_operator(request: web.Request) -> bool:
        given = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")[2].strip()
        known = request.app[announcements._OPERATOR_TOKEN]
        return given.lower() == known.lower()

    announcements._is_operator = is_operator
