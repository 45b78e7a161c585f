"""A handshake by POST is accepted."""

from aiohttp import web

from server import app
from server.chat import chat
from server.settings import Settings


def bend() -> None:
    sound = app.build

    def build(settings: Settings) -> web.Application:
        built = sound(settings)
        built.router.add_post("/chat", chat)
        return built

    app.build = build
