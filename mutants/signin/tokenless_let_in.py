"""Whoever has no token is let in under the name that they say."""

from aiohttp import hdrs, web

from server.auth.authenticate import Identity
from server.web import chat_endpoints


def bend() -> None:
    sound = chat_endpoints._identity

    def identity(request: web.Request, secret: str) -> Identity | None:
        has_token = hdrs.AUTHORIZATION in request.headers or "token" in request.query
        return sound(request, secret) if has_token else None

    chat_endpoints._identity = identity
