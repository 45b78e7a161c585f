"""``alicebob serve``: the reference server, in a process of its own."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import NoReturn

from alicebob.installed import ROOT

NEEDED = {
    "aiohttp": "aiohttp",
    "confusable_homoglyphs": "confusable-homoglyphs",
    "jwt": "pyjwt",
    "prometheus_client": "prometheus-client",
}
"""Packages of the extra ``server``, by the name under which the server imports each."""

_CANNOT_START = 3  # exit code
_NO_PREFIX = "\0"  # of options, which all belong to the server


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``serve``, which hands every word behind it to the server."""
    parser = subparsers.add_parser(
        "serve",
        help="run the reference server (--port 8080, --history chat.db, …)",
        prefix_chars=_NO_PREFIX,
        add_help=False,
    )
    parser.add_argument("words", nargs=argparse.REMAINDER)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Become the reference server; return an exit code only if that is not possible."""
    missing = [package for name, package in NEEDED.items() if find_spec(name) is None]
    if not missing:
        _become_the_server(options.words)
    print(
        f"alicebob serve: the reference server needs {', '.join(missing)}: "
        "pip install 'alicebob[server]'",
        file=sys.stderr,
    )
    return _CANNOT_START


def _become_the_server(words: Sequence[str]) -> NoReturn:
    command = [sys.executable, "-m", "server", *words]
    os.execve(sys.executable, command, environment(os.environ))


def environment(ours: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of the server's process: it alone has the server on its path."""
    path = [str(ROOT), *filter(None, [ours.get("PYTHONPATH")])]
    return {**ours, "PYTHONPATH": os.pathsep.join(path), "CHAT_PROGRAM": "alicebob serve"}
