"""A room in the query goes before the one in the path."""

from aiohttp import web

from server.web import chat_endpoints


def bend() -> None:
    sound = chat_endpoints._room_in

    def room_in(request: web.Request, query: dict[str, str]) -> str:
        return query.get("room") or sound(request, query)

    chat_endpoints._room_in = room_in
