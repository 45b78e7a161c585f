"""``alicebob init``: a folder to begin with."""

import argparse
import os
import shlex
import sys
from pathlib import Path

from alicebob.installed import STARTER

FILES = {
    "alicebob.toml": "alicebob.toml",
    "features/support_desk.feature": "support_desk.feature",
    ".github/workflows/chat.yml": "github.yml",
    ".gitlab-ci.yml": "gitlab.yml",
}
"""Paths of the files that are written, each with the name of its original in ``STARTER``."""

_CANNOT_WRITE = 2  # exit code

_DESCRIPTION = """\
Write what a team needs to judge its chat server: a profile, which says how to start the
server and what it promises; a feature of your own; and a CI workflow for GitHub and one
for GitLab. A file that is there already is left as it is."""

_EPILOG = """\
examples:
  alicebob init                    in this folder: best the root of your repository
  alicebob init our-chat           in the folder our-chat, which is created

Then write your server's command into alicebob.toml."""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``init``, with its folder."""
    parser = subparsers.add_parser(
        "init",
        help="write a folder to begin with",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "folder", nargs="?", default=".", metavar="FOLDER", help="where to write it [.]"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the files that are not there yet, and say what is; return 0, or 2 after a sentence if
    one cannot be written."""
    folder = Path(options.folder)
    try:
        for name, original in FILES.items():
            is_new = write(folder / name, (STARTER / original).read_text(encoding="utf-8"))
            print("written" if is_new else "left as it is", folder / name, sep="  ")
    except OSError as error:
        print(
            f"alicebob init: {error.filename} cannot be written: {error.strerror}. "
            "Name another folder: alicebob init FOLDER",
            file=sys.stderr,
        )
        return _CANNOT_WRITE
    print(_next_steps(folder))
    return 0


def write(path: Path, text: str) -> bool:
    """Write a new file, with its folder; return False for one that is there. Raises ``OSError``."""
    if os.path.lexists(path):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
    return True


def _next_steps(folder: Path) -> str:
    enter = "" if folder == Path() else f"  cd {shlex.quote(str(folder))}\n"
    return (
        "\nWrite your server's command into alicebob.toml, and judge it:\n"
        f"{enter}  alicebob judge --profile alicebob.toml --features features"
    )
