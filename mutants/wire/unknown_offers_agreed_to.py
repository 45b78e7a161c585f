"""The first dialect that is offered is agreed to, known or not."""

from aiohttp import hdrs, web

from server.ws import handshake


def bend() -> None:

    def negotiate(request: web.Request, spoken: tuple[str, ...]) -> str | None:
        offered = ",".join(request.headers.getall(hdrs.SEC_WEBSOCKET_PROTOCOL, ()))
        return offered.partition(",")[0].strip() or None if spoken else None

    handshake.negotiate = negotiate
