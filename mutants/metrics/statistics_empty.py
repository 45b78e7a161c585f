"""The statistics say that nobody is here."""

from aiohttp import web

from server.web import stats


def bend() -> None:
    async def nothing(request: web.Request) -> web.Response:
        return web.json_response({"connections": 0, "rooms": {}})

    stats.stats = nothing
