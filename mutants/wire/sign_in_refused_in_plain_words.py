"""Whoever has no token is told so in plain words, which a program cannot read."""

from aiohttp import hdrs, web

from server.auth.authenticate import Identity
from server.web import chat_endpoints


def bend() -> None:
    sound = chat_endpoints._identity

    def identity(request: web.Request, secret: str) -> Identity | None:
        try:
            return sound(request, secret)
        except web.HTTPUnauthorized:
            raise web.HTTPUnauthorized(
                text="Sign in first.", headers={hdrs.WWW_AUTHENTICATE: "Bearer"}
            ) from None

    chat_endpoints._identity = identity
