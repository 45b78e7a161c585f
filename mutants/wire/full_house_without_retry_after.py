"""When the house is full, nobody is told when to come back."""

from aiohttp import web

from server.ws import handshake


def bend() -> None:
    handshake.service_unavailable = lambda sentence: web.HTTPServiceUnavailable(text=sentence)
