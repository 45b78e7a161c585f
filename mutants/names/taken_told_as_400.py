"""Whoever comes with a taken name is told that the name is bad (400), not that it is taken."""

from aiohttp import web

from server.web import chat_endpoints


def bend() -> None:
    sound = chat_endpoints._expect_room_for

    def expect_room_for(request: web.Request, room: str, name: str) -> None:
        try:
            sound(request, room, name)
        except web.HTTPConflict as taken:
            raise web.HTTPBadRequest(text=taken.text) from None

    chat_endpoints._expect_room_for = expect_room_for
