"""Whatever is asked for and is not there, the page is sent, with 200."""

from aiohttp import web
from aiohttp.typedefs import Handler

from server.config.settings import Settings
from server.store.base import Store
from server.web import app, static_files


def bend() -> None:
    sound = app.build

    @web.middleware
    async def or_the_page(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPNotFound:
            return await static_files.index(request)

    def build(settings: Settings, store: Store | None = None) -> web.Application:
        built = sound(settings, store)
        built.middlewares.append(or_the_page)
        return built

    app.build = build
