"""The page is served as plain text."""

from server import pages


def bend() -> None:
    pages._TYPES[".html"] = "text/plain"
