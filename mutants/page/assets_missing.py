"""The page's script and style sheet are not there."""

from server import pages


def bend() -> None:
    sound = pages.load
    pages.load = lambda folder=pages.FOLDER: {
        path: page for path, page in sound(folder).items() if path == "index.html"
    }
