"""Whoever knows the beginning of the operator's token may announce something."""

from aiohttp import hdrs, web

from server.web import announcements


def bend() -> None:
    def is_operator(request: web.Request) -> bool:
        given = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")[2].strip()
        known = request.app[announcements._OPERATOR_TOKEN]
        return len(given) > 3 and known.startswith(given)

    announcements._is_operator = is_operator
