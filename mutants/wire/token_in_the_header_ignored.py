"""A token counts only if it stands in the address."""

from aiohttp import web

from server import signin


def bend() -> None:
    def token(request: web.Request) -> str:
        return request.query.get("token", "")

    signin._token = token
