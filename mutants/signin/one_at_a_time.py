"""While somebody is signed in, nobody else can."""

from aiohttp import web

from server.auth.authenticate import Identity
from server.web import chat_endpoints
from server.ws.handler import CONNECTIONS


def bend() -> None:
    sound = chat_endpoints._identity

    def identity(request: web.Request, secret: str) -> Identity | None:
        if secret and len(request.app[CONNECTIONS]):
            raise web.HTTPUnauthorized(text="Wait for your turn.")
        return sound(request, secret)

    chat_endpoints._identity = identity
