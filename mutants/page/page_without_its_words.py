"""The page does not ask for a name."""

from server import pages


def bend() -> None:
    sound = pages.load
    page = pages.Page(b"<!doctype html><title>Chat</title>", "text/html")
    pages.load = lambda folder=pages.FOLDER: {**sound(folder), "index.html": page}
