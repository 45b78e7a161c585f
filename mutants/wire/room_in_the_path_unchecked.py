"""A room that stands in the path may have any name."""

from aiohttp import web

from server import reception


def bend() -> None:
    sound = reception._room_in

    def room_in(request: web.Request, query: dict[str, str]) -> str:
        return request.match_info.get("room") or sound(request, query)

    reception._room_in = room_in
