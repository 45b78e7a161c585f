"""Whoever has no token is not told in which way to sign in."""

from aiohttp import hdrs, web

from server.auth.authenticate import Identity
from server.web import chat_endpoints


def bend() -> None:
    sound = chat_endpoints._identity

    def identity(request: web.Request, secret: str) -> Identity | None:
        try:
            return sound(request, secret)
        except web.HTTPUnauthorized as unauthorized:
            del unauthorized.headers[hdrs.WWW_AUTHENTICATE]
            raise

    chat_endpoints._identity = identity
