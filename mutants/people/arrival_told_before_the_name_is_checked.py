"""An arrival is announced before the name is checked, so also of those who are refused."""

from aiohttp import web

from server import chat
from server.events import Joined
from server.names import DEFAULT_ROOM


def bend() -> None:
    sound = chat.visit_of

    def visit_of(request: web.Request) -> chat.Visit:
        try:
            return sound(request)
        except web.HTTPBadRequest:
            joined = Joined(request.query.get("user", ""))
            request.app[chat.CHAT].broadcaster.publish(DEFAULT_ROOM, joined)
            raise

    chat.visit_of = visit_of
