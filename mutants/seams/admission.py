"""Change which clients are admitted, and as whom."""

from collections.abc import Callable

from aiohttp import web

from mutants.patch import Patch
from server.dialects.base import Dialect
from server.web import connect_request as connect_requests
from server.web.connect_request import ConnectRequest
from server.ws import handshake
from server.ws.handshake import Handshake

Change = Callable[[web.Request, ConnectRequest], ConnectRequest]
"""Returns the request to connect, given the HTTP request and what the unchanged server read."""


def change_connect_request(patch: Patch, change: Change) -> None:
    """Replace each request to connect, once checked, by ``change(request, connect_request)``."""
    sound = connect_requests.read_connect_request

    def read_connect_request(
        request: web.Request, usual: Dialect, protocol: str | None
    ) -> ConnectRequest:
        return change(request, sound(request, usual, protocol))

    patch.replace(connect_requests, "read_connect_request", read_connect_request)


def change_upgrade_request(patch: Patch, change: Callable[[web.Request], web.Request]) -> None:
    """Check ``change(request)`` instead of each request to upgrade; ``change`` may reject it."""
    sound = handshake.check

    def check(request: web.Request, protocols: tuple[str, ...] = ()) -> Handshake:
        return sound(change(request), protocols)

    patch.replace(handshake, "check", check)
