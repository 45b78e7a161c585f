"""A token is asked for at one of the addresses alone."""

from aiohttp import web

from server.auth.authenticate import Identity
from server.web import chat_endpoints


def bend() -> None:
    sound = chat_endpoints._identity

    def identity(request: web.Request, secret: str) -> Identity | None:
        return sound(request, secret) if request.path == "/chat" else None

    chat_endpoints._identity = identity
