"""The page's script and style sheet are not there."""

from server.web import static_files


def bend() -> None:
    sound = static_files.load
    static_files.load = lambda folder=static_files.FOLDER: {
        path: page for path, page in sound(folder).items() if path == "index.html"
    }
