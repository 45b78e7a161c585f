"""Whoever is turned away before they are in is not counted."""

from aiohttp import web

from server.web import chat_endpoints
from server.ws import handshake
from server.ws.handshake import A, TurnedAway


def bend() -> None:
    def refused(request: web.Request, why: TurnedAway, answer: A) -> A:
        return answer

    handshake.refused = chat_endpoints.refused = refused  # type: ignore[attr-defined]
