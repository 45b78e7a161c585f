"""A token counts only if it stands in the address."""

from aiohttp import web

from server.auth import authenticate


def bend() -> None:
    def token(request: web.Request) -> str:
        return request.query.get("token", "")

    authenticate._token = token
