"""A plus in an address is kept, though it stands for a space."""

from urllib.parse import parse_qsl

from aiohttp import web

from server.web import chat_endpoints


def bend() -> None:
    sound = chat_endpoints.query_of

    def query_of(request: web.Request) -> dict[str, str]:
        raw = request.raw_path.partition("?")[2].replace("+", "%2B")
        return {**sound(request), **dict(parse_qsl(raw, keep_blank_values=True))}

    chat_endpoints.query_of = query_of
