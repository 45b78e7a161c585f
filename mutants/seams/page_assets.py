"""Seam: the scripts and style sheets of the page."""

import shutil
import tempfile
from pathlib import Path

from mutants.patch import Patch
from server.web import static_files


class NoSuchText(LookupError):
    """Raised for a text that an asset does not have exactly once: the mutant would change nothing,
    or something else."""


def change_asset(patch: Patch, name: str, text: str, other: str) -> None:
    """Serve ``other`` in the place of ``text`` in the asset called ``name``, as "chat.js"."""
    with tempfile.TemporaryDirectory() as folder:
        changed = Path(folder) / "page"
        shutil.copytree(static_files.FOLDER, changed)
        _replace(_only(changed, name), text, other)
        pages = static_files.load(changed)
    patch.replace(static_files, "load", lambda folder=static_files.FOLDER: pages)


def _only(folder: Path, name: str) -> Path:
    found = sorted(folder.rglob(name))
    if len(found) != 1:
        raise NoSuchText(f"the page has {len(found)} assets called {name}")
    return found[0]


def _replace(path: Path, text: str, other: str) -> None:
    content = path.read_text("utf-8")
    if content.count(text) != 1:
        raise NoSuchText(f"{path.name} has {content.count(text)} times: {text}")
    path.write_text(content.replace(text, other), "utf-8")
