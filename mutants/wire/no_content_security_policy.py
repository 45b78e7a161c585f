"""The page may load anything from anywhere."""

from aiohttp import web

from server import pages


def bend() -> None:
    async def index(request: web.Request) -> web.Response:
        return pages._respond(request, "index.html")

    pages.index = index
