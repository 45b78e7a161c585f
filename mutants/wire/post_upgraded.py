"""A handshake by POST is accepted."""

from aiohttp import hdrs, web

from server.config.settings import Settings
from server.store.base import Store
from server.web import app, chat_endpoints
from server.ws import handshake


def bend() -> None:
    build, sound = app.build, handshake.check

    def with_post(settings: Settings, store: Store | None = None) -> web.Application:
        built = build(settings, store)
        built.router.add_post("/chat", chat_endpoints.chat)
        return built

    def check(request: web.Request, protocols: tuple[str, ...] = ()) -> bytes:
        return sound(request.clone(method=hdrs.METH_GET), protocols)

    app.build, handshake.check = with_post, check
