"""Whoever announces something that makes no sense is not told why."""

from collections.abc import Mapping

from aiohttp import web

from server.web import announcements


def bend() -> None:
    def refuse(
        status: int, sentence: str, headers: Mapping[str, str] | None = None
    ) -> web.Response:
        return web.Response(status=status, headers=headers)

    announcements._refuse = refuse
