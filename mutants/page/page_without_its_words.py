"""The page does not ask for a name."""

from server.web import static_files


def bend() -> None:
    sound = static_files.load
    page = static_files.Page(b"<!doctype html><title>Chat</title>", "text/html")
    static_files.load = lambda folder=static_files.FOLDER: {**sound(folder), "index.html": page}
