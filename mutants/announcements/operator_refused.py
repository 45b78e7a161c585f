"""The operator's own token is refused."""

from server.web import announcements


def bend() -> None:
    announcements._is_operator = lambda request: False
