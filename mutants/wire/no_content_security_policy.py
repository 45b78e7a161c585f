"""The page may load anything from anywhere."""

from aiohttp import web

from server.web import static_files


def bend() -> None:
    async def index(request: web.Request) -> web.Response:
        return static_files._respond(request, "index.html")

    static_files.index = index
