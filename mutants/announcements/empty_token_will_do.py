"""An empty token is as good as the operator's."""

from aiohttp import hdrs, web

from server.web import announcements


def bend() -> None:
    def is_operator(request: web.Request) -> bool:
        given = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")[2].strip()
        known = request.app[announcements._OPERATOR_TOKEN]
        return given == known or (not given and hdrs.AUTHORIZATION in request.headers)

    announcements._is_operator = is_operator
