"""Anybody may announce something to everybody."""

from server.web import announcements


def bend() -> None:
    announcements._is_operator = lambda request: True
