"""``alicebob survey``: finds out which promises a chat server keeps."""

import argparse
import sys

from alicebob.cli.judge import add_options, of_the_suite, plan_of
from alicebob.runner.outcome import USAGE, in_words_of_the_command
from alicebob.runner.survey import Survey, candidates
from alicebob.servers.profile import BadOption
from alicebob.servers.profile_options import from_options

DESCRIPTION = """\
Judge a chat server by everything that it could promise, and print what it keeps, with
the line for its profile. What a fact of the profile rules out is left out, and so is what
needs settings of the reference server.

  alicebob survey --profile our-chat.toml
  alicebob survey --server "node chat.js --port {port}" --only leaving
"""
EPILOG = """\
exit codes:
  0  there is a result                         3  the server did not start, or no two
  2  a mistake in the options, the profile        users can talk
     or a feature                              130  interrupted
"""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand, with ``run`` as what it does."""
    parser = subparsers.add_parser(
        "survey",
        help="find out which promises a chat server keeps",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_options(parser)
    parser.set_defaults(run=run, shuffle=None, enough=None, junit=None, verdicts=None)


def run(options: argparse.Namespace) -> int:
    """Survey the server that ``options`` describe; return the exit code."""
    try:
        if options.promises is None:
            options.promises = ",".join(candidates(from_options(of_the_suite(options))))
        return Survey(plan_of(options), sys.stdout).run()
    except BadOption as mistake:
        print(f"alicebob survey: {in_words_of_the_command(str(mistake))}", file=sys.stderr)
        return USAGE
