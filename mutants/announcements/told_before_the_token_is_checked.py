"""An announcement is told before its token is checked, so also that of who is refused."""

from aiohttp import web

from server.chat.service import CHAT
from server.web import announcements


def bend() -> None:
    sound = announcements._is_operator

    def is_operator(request: web.Request) -> bool:
        if not sound(request):
            request.app[CHAT].announce("Free beer", None)
        return sound(request)

    announcements._is_operator = is_operator
