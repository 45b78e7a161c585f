"""Where there are two tokens, the one in the address counts."""

from aiohttp import web

from server import signin


def bend() -> None:
    sound = signin._token

    def token(request: web.Request) -> str:
        return request.query.get("token") or sound(request)

    signin._token = token
