"""A dialect is agreed to in whatever case it is offered."""

from aiohttp import hdrs, web

from server.ws import handshake


def bend() -> None:

    def negotiate(request: web.Request, spoken: tuple[str, ...]) -> str | None:
        offered = ",".join(request.headers.getall(hdrs.SEC_WEBSOCKET_PROTOCOL, ())).lower()
        return next((name for name in map(str.strip, offered.split(",")) if name in spoken), None)

    handshake.negotiate = negotiate
