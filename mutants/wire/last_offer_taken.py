"""Of several dialects that are offered the last is taken."""

from aiohttp import hdrs, web

from server.ws import handshake


def bend() -> None:

    def negotiate(request: web.Request, spoken: tuple[str, ...]) -> str | None:
        offered = ",".join(request.headers.getall(hdrs.SEC_WEBSOCKET_PROTOCOL, ()))
        names = [name.strip() for name in offered.split(",")]
        return next((name for name in reversed(names) if name in spoken), None)

    handshake.negotiate = negotiate
