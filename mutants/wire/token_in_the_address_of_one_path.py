"""A token in the address counts at one path alone."""

from aiohttp import hdrs, web

from server.auth import authenticate


def bend() -> None:
    sound = authenticate._token

    def token(request: web.Request) -> str:
        is_counted = request.path == "/chat" or hdrs.AUTHORIZATION in request.headers
        return sound(request) if is_counted else ""

    authenticate._token = token
