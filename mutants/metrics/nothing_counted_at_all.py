"""Nobody is told what the server has counted."""

from aiohttp import web

from server.web import metrics


def bend() -> None:
    async def nothing(request: web.Request) -> web.Response:
        return web.Response(text="")

    metrics.metrics = nothing
