"""The token of whoever comes in stands in the log."""

import logging

from aiohttp import hdrs, web

from server.auth.authenticate import Identity
from server.web import chat_endpoints


def bend() -> None:
    sound = chat_endpoints._identity

    def identity(request: web.Request, secret: str) -> Identity | None:
        shown = request.headers.get(hdrs.AUTHORIZATION, "")
        logging.getLogger("chat").error("sign-in path=%s token=%s", request.raw_path, shown)
        return sound(request, secret)

    chat_endpoints._identity = identity
