"""Pages come without the headers that keep a browser from guessing and telling."""

from server.web import app


def bend() -> None:
    app._SECURITY_HEADERS.clear()
