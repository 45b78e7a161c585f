"""When the house is full, people are told that they may not come in."""

from aiohttp import web

from server.ws import handshake


def bend() -> None:
    handshake.busy = lambda sentence: web.HTTPForbidden(text=sentence)  # type: ignore
