"""The page's style sheet is not there."""

from server import pages


def bend() -> None:
    pages._TYPES.pop(".css")
