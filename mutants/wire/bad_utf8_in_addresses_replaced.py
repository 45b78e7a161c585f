"""Bytes in an address that are no UTF-8 become replacement characters."""

from urllib.parse import parse_qsl

from aiohttp import web

from server.web import chat_endpoints


def bend() -> None:
    def query_of(request: web.Request) -> dict[str, str]:
        raw = request.raw_path.partition("?")[2]
        return dict(parse_qsl(raw, keep_blank_values=True, errors="replace"))

    chat_endpoints.query_of = query_of
