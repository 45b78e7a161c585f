"""Whoever announces far too much is told that it makes no sense (400), not that it is too much."""

from collections.abc import Mapping

from aiohttp import web

from server.web import announcements


def bend() -> None:
    sound = announcements._refuse

    def refuse(
        status: int, sentence: str, headers: Mapping[str, str] | None = None
    ) -> web.Response:
        return sound(400 if status == 413 else status, sentence, headers)

    announcements._refuse = refuse
