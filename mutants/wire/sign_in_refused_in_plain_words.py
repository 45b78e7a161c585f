"""Whoever has no token is told so in plain words, which a program cannot read."""

from aiohttp import hdrs, web

from server import reception
from server.auth.authenticate import Identity


def bend() -> None:
    sound = reception._identity

    def identity(request: web.Request, secret: str) -> Identity | None:
        try:
            return sound(request, secret)
        except web.HTTPUnauthorized:
            raise web.HTTPUnauthorized(
                text="Sign in first.", headers={hdrs.WWW_AUTHENTICATE: "Bearer"}
            ) from None

    reception._identity = identity
