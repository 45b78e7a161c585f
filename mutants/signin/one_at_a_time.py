"""While somebody is signed in, nobody else can."""

from aiohttp import web

from server import reception
from server.auth.authenticate import Identity
from server.ws.handler import CONNECTIONS


def bend() -> None:
    sound = reception._identity

    def identity(request: web.Request, secret: str) -> Identity | None:
        if secret and len(request.app[CONNECTIONS]):
            raise web.HTTPUnauthorized(text="Wait for your turn.")
        return sound(request, secret)

    reception._identity = identity
