"""Faulty servers that ``features/page/`` must catch."""

from mutants.patch import Patch
from mutants.registry import mutant
from server.web import static_files


@mutant("Scripts and style sheets are served as plain text, so browsers do not run or apply them.")
def assets_as_plain_text(patch: Patch) -> None:
    static_files.CONTENT_TYPES[".js"] = static_files.CONTENT_TYPES[".css"] = "text/plain"


@mutant("The page's script and style sheet are missing.")
def assets_missing(patch: Patch) -> None:
    sound = static_files.load
    patch.replace(
        static_files,
        "load",
        lambda folder=static_files.FOLDER: {
            path: page for path, page in sound(folder).items() if path == "index.html"
        },
    )


@mutant("The page does not ask for a name.")
def page_without_its_texts(patch: Patch) -> None:
    sound = static_files.load
    page = static_files.Page(b"<!doctype html><title>Chat</title>", "text/html")
    patch.replace(
        static_files,
        "load",
        lambda folder=static_files.FOLDER: {**sound(folder), "index.html": page},
    )


@mutant("The page's style sheet is missing.")
def style_sheet_missing(patch: Patch) -> None:
    static_files.CONTENT_TYPES.pop(".css")
