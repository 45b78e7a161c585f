"""Where there are two tokens, the one in the address counts."""

from aiohttp import web

from server.auth import authenticate


def bend() -> None:
    sound = authenticate._token

    def token(request: web.Request) -> str:
        return request.query.get("token") or sound(request)

    authenticate._token = token
