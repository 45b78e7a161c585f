"""Whoever has any token at all may announce something to everybody."""

from aiohttp import hdrs

from server.web import announcements


def bend() -> None:
    announcements._is_operator = lambda request: hdrs.AUTHORIZATION in request.headers
