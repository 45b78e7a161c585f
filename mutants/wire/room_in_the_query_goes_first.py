"""A room in the query goes before the one in the path."""

from aiohttp import web

from server import reception


def bend() -> None:
    sound = reception._room_in

    def room_in(request: web.Request, query: dict[str, str]) -> str:
        return query.get("room") or sound(request, query)

    reception._room_in = room_in
