"""The page's style sheet is not there."""

from server.web import static_files


def bend() -> None:
    static_files._TYPES.pop(".css")
