"""Whoever has no token is not told in which way to sign in."""

from aiohttp import hdrs, web

from server import reception
from server.auth.authenticate import Identity


def bend() -> None:
    sound = reception._identity

    def identity(request: web.Request, secret: str) -> Identity | None:
        try:
            return sound(request, secret)
        except web.HTTPUnauthorized as unauthorized:
            del unauthorized.headers[hdrs.WWW_AUTHENTICATE]
            raise

    reception._identity = identity
