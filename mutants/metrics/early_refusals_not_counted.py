"""Whoever is turned away before they are in is not counted."""

from aiohttp import web

from server.web import chat_endpoints
from server.ws import handshake
from server.ws.handshake import A, HandshakeRejection


def bend() -> None:
    def rejected(request: web.Request, why: HandshakeRejection, answer: A) -> A:
        return answer

    handshake.rejected = chat_endpoints.rejected = rejected  # type: ignore[attr-defined]
