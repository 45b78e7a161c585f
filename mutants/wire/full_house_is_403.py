"""When the house is full, people are told that they may not come in."""

from aiohttp import web

from server.ws import handshake


def bend() -> None:
    handshake.service_unavailable = lambda sentence: web.HTTPForbidden(text=sentence)  # type: ignore
