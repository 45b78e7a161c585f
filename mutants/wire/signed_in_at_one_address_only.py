"""A token is asked for at one of the addresses alone."""

from aiohttp import web

from server import reception
from server.auth.authenticate import Identity


def bend() -> None:
    sound = reception._identity

    def identity(request: web.Request, secret: str) -> Identity | None:
        return sound(request, secret) if request.path == "/chat" else None

    reception._identity = identity
