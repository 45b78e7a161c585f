"""The command ``alicebob``: reads which subcommand is wanted, and runs it."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from alicebob import __version__

PROGRAM = "alicebob"
SUBCOMMANDS = ("serve", "steps", "init")
"""Modules of this package, in the order of the help page."""

INTERRUPTED = 130  # exit code

_DESCRIPTION = """\
Judge a WebSocket chat server, in whatever language it is written: alicebob starts
it, plays its users over real WebSockets, and reports what users would miss."""

_EPILOG = """\
examples:
  alicebob init our-chat           a folder to begin with: a profile, a feature, CI workflows
  alicebob serve --port 8080       the reference server, to look at on http://localhost:8080
  alicebob steps private           the sentences for private messages

'alicebob SUBCOMMAND --help' has the options of each, with examples."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the subcommand that ``arguments`` name, the words behind ``alicebob``; return its exit
    code. Raises ``SystemExit`` after a help page and for invalid arguments."""
    words = sys.argv[1:] if arguments is None else arguments
    options = _parser(words).parse_args(words)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader has seen enough, as in: alicebob steps | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser for ``words``. Only the module of the wanted subcommand is imported, so
    that none has to wait for another one's imports."""
    parser = argparse.ArgumentParser(
        PROGRAM,
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    subparsers = parser.add_subparsers(
        title="subcommands", metavar="SUBCOMMAND", required=True, dest="subcommand"
    )
    wanted = words[:1] if words and words[0] in SUBCOMMANDS else SUBCOMMANDS
    for name in wanted:
        import_module(f"alicebob.cli.{name}").add_parser(subparsers)
    return parser
