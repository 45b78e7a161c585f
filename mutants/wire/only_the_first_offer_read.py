"""Of several dialects that are offered only the first is looked at."""

from aiohttp import hdrs, web

from server.ws import handshake


def bend() -> None:

    def negotiate(request: web.Request, spoken: tuple[str, ...]) -> str | None:
        offered = request.headers.get(hdrs.SEC_WEBSOCKET_PROTOCOL, "").partition(",")[0].strip()
        return offered if offered in spoken else None

    handshake.negotiate = negotiate
