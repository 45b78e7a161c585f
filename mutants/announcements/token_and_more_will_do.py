"""Whatever begins with the operator's token is taken for it."""

from aiohttp import hdrs, web

from server.web import announcements


def bend() -> None:
    def is_operator(request: web.Request) -> bool:
        given = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")[2].strip()
        known = request.app[announcements._OPERATOR_TOKEN]
        return given.startswith(known)

    announcements._is_operator = is_operator
