"""Faulty servers that ``features/page/chat_page.feature`` must catch."""

from pathlib import Path

from mutants.patch import Patch
from mutants.registry import mutant
from server.web import static_files


def _added(patch: Patch, file: str, more: str) -> None:
    """Add something to a script or a style sheet of the page."""
    sound = static_files.load

    def load(folder: Path = static_files.FOLDER) -> dict[str, static_files.Page]:
        pages = sound(folder)
        page = pages[f"assets/{file}"]
        body = page.body + more.encode()
        return {**pages, f"assets/{file}": static_files.Page(body, page.content_type)}

    patch.replace(static_files, "load", load)


def _for_each_message(patch: Patch, act: str) -> None:
    """Have the page do something, in JavaScript, with the element of each new ``message``."""
    _added(
        patch,
        "scripts/chat.js",
        f"""
new MutationObserver((records) => {{
  for (const {{ addedNodes }} of records) for (const message of addedNodes)
    if (message.dataset?.kind === "message" && !message.dataset.changed) {{ {act} }}
}}).observe(document.getElementById("messages"), {{ childList: true }});
""",
    )


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


@mutant("The page shows each message twice.")
def drawn_twice(patch: Patch) -> None:
    act = 'const copy = message.cloneNode(true); copy.dataset.changed = ""; message.after(copy);'
    _for_each_message(patch, act)


@mutant("The page takes the markup in messages for its own.")
def markup_interpreted(patch: Patch) -> None:
    act = 'const text = message.querySelector(".content"); text.innerHTML = text.textContent;'
    _for_each_message(patch, act)


@mutant("The page shows several blanks as one.")
def blanks_collapsed(patch: Patch) -> None:
    _added(patch, "styles/chat.css", "\n.content { white-space: normal !important; }\n")


@mutant("The page sends nothing when somebody presses Enter.")
def enter_ignored(patch: Patch) -> None:
    _added(
        patch,
        "scripts/chat.js",
        """
addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.localName === "textarea") event.stopPropagation();
}, { capture: true });
""",
    )


@mutant("The page stays in the chat when its user leaves.")
def leave_ignored(patch: Patch) -> None:
    _added(
        patch,
        "scripts/chat.js",
        """
document.getElementById("leaveButton").addEventListener("click", (event) => {
  event.stopImmediatePropagation();
}, { capture: true });
""",
    )
