"""Scripts and style sheets are served as plain text, so no browser runs them."""

from server import pages


def bend() -> None:
    pages._TYPES[".js"] = pages._TYPES[".css"] = "text/plain"
