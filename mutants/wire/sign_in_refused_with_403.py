"""Whoever has no token is told that they may not, instead of how they may."""

from http import HTTPStatus

from aiohttp import web


def bend() -> None:
    web.HTTPUnauthorized.status_code = HTTPStatus.FORBIDDEN
