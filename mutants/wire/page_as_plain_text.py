"""The page is served as plain text."""

from server.web import static_files


def bend() -> None:
    static_files._TYPES[".html"] = "text/plain"
