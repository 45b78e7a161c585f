"""The command ``alicebob``: reads which subcommand is wanted, and runs it."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from alicebob import __version__
from alicebob.model.feature_mistake import way_out

PROGRAM = "alicebob"
SUBCOMMANDS = ("judge", "learn", "survey", "init", "steps", "serve")
"""Modules of this package, in the order of the help page. Each has ``add_parser(subparsers)``,
which sets ``run``, a function from the parsed options to an exit code."""

USAGE_ERROR, INTERRUPTED = 2, 130  # exit codes

_DESCRIPTION = """\
Judge a WebSocket chat server, in whatever language it is written: alicebob starts
it, plays its users over real WebSockets, and reports what users would miss."""

_EPILOG = """\
examples:
  alicebob judge --server "node chat.js"
                                   judge a server: start it, and play its users
  alicebob learn --server "node chat.js" --out chat.toml
                                   a profile for a server that speaks in its own way
  alicebob survey --server "node chat.js"
                                   find out which promises it keeps
  alicebob init our-chat           a folder to begin with: a profile, a feature, CI workflows
  alicebob serve --port 8080       the reference server, to look at on http://localhost:8080
  alicebob steps private           the sentences for private messages

'alicebob SUBCOMMAND --help' has the options of each, with examples."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the subcommand that ``arguments`` name, the words behind ``alicebob``; return its exit
    code. Raises ``SystemExit`` after a help page, and for invalid options."""
    words = sys.argv[1:] if arguments is None else arguments
    _replace_what_the_console_does_not_know()
    if not words:
        _parser(SUBCOMMANDS).print_help()
        return USAGE_ERROR
    name = words[0]
    if not name.startswith("-") and name not in SUBCOMMANDS:
        why = f'there is no subcommand "{name}"{way_out(name, SUBCOMMANDS)}'
        print(f"{PROGRAM}: {why} ('{PROGRAM} --help' explains them)", file=sys.stderr)
        return USAGE_ERROR
    # Only the module of the wanted subcommand is imported: none waits for another one's imports.
    options = _parser([name] if name in SUBCOMMANDS else SUBCOMMANDS).parse_args(words)
    return _run(options)


def _run(options: argparse.Namespace) -> int:
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader has seen enough, as in: alicebob steps | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _replace_what_the_console_does_not_know() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _parser(subcommands: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        PROGRAM,
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    subparsers = parser.add_subparsers(title="subcommands", metavar="SUBCOMMAND", required=True)
    for name in subcommands:
        import_module(f"alicebob.cli.{name}").add_parser(subparsers)
    return parser
