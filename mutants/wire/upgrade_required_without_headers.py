"""A 426 does not say what to upgrade to."""

from aiohttp import web

from server.ws import handshake


def bend() -> None:
    def init(self: handshake.UpgradeRequired, text: str) -> None:
        web.HTTPClientError.__init__(self, text=text)

    handshake.UpgradeRequired.__init__ = init  # type: ignore[method-assign]
