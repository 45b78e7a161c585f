"""Scripts and style sheets are served as plain text, so no browser runs them."""

from server.web import static_files


def bend() -> None:
    static_files._TYPES[".js"] = static_files._TYPES[".css"] = "text/plain"
