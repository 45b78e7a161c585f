"""``alicebob judge``: judges a chat server by what it promises."""

import argparse
import math
import os
import random
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

from alicebob.runner.messages import Job
from alicebob.runner.options import junit_folder
from alicebob.runner.outcome import INTERRUPTED, USAGE, in_words_of_the_command
from alicebob.runner.parallel_run import ParallelRun, Plan
from alicebob.runner.selection import configuration, resolve, select
from alicebob.runner.specification import specification_folder
from alicebob.servers.profile import BadOption, Profile
from alicebob.servers.profile_options import from_options

MOST_PROCESSES = 8  # by default; each has a server of its own
_OF_THE_SUITE = (
    *("server", "url", "profile", "nodes", "promises", "dialect", "via", "patience", "first_talk"),
)

DESCRIPTION = """\
Start a chat server, play its users over real WebSockets, and judge what they received.

  alicebob judge --server "node chat.js --port {port}"     a server that the suite starts
  alicebob judge --url http://localhost:3000               a server that runs already
  alicebob judge --profile our-chat.toml                   what is to be judged, in a file
"""
EPILOG = """\
examples:
  alicebob judge --profile our-chat.toml --promises core,rooms --dialect events
  alicebob judge --profile our-chat.toml --only rooms --only people/leaving
  alicebob judge --profile our-chat.toml --only features/people/leaving.feature:12
  alicebob judge --profile our-chat.toml --features chat/features --only-own
  alicebob judge --profile our-chat.toml --junit reports --jobs 4      in CI
  alicebob judge --profile our-chat.toml --shuffle                     in a random order
  alicebob judge --profile our-chat.toml -- --no-capture --stop        options of behave

The server listens on the port that stands for {port} in the command, or in PORT in its
environment. It is judged by what it promises, and by nothing else.

exit codes:
  0  every promise that was judged is kept     3  the server did not start, or no two
  1  something is broken                          users can talk
  2  a mistake in the options, the profile     4  nothing was judged
     or a feature                              130  interrupted
"""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand, with ``run`` as what it does."""
    parser = subparsers.add_parser(
        "judge",
        help="judge a chat server by what it promises",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        usage="alicebob judge (--server COMMAND | --url URL | --profile FILE) [option ...] "
        "[PATH ...] [-- behave's options]",
    )
    add_options(parser)
    _add_course(parser.add_argument_group("the course of a run, and what is written"))
    parser.set_defaults(run=run)


def _add_server(group: "argparse._ArgumentGroup") -> None:
    group.add_argument("--server", metavar="COMMAND", help="the command that starts the server")
    group.add_argument("--url", help="http://HOST:PORT of a server that runs already")
    group.add_argument("--profile", metavar="FILE", help="a TOML file that describes the server")
    group.add_argument(
        "--nodes", metavar="N", help="start N servers of one chat, and put users on them in turn"
    )
    group.add_argument("--promises", metavar="LIST", help="what it promises, as core,rooms")
    group.add_argument("--dialect", help="the dialect of its users: plain, events, envelope")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options about the server, about what is judged, and about the speed of it."""
    _add_server(parser.add_argument_group("the server"))
    _add_choice(parser.add_argument_group("what is judged"))
    _add_speed(parser.add_argument_group("how it is judged"))
    parser.add_argument(
        "behave", nargs="*", metavar="PATH", help="the same as --only; after --: behave's options"
    )


def _add_choice(group: "argparse._ArgumentGroup") -> None:
    group.add_argument(
        *("--features", "-F"),
        action="append",
        default=[],
        metavar="FOLDER",
        help="feature files of your own, judged beside ours (with the steps in FOLDER/steps)",
    )
    group.add_argument(
        "--only-own", action="store_true", help="judge those of --features, and none of ours"
    )
    group.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="WHAT",
        help="a feature (leaving), a folder of features (rooms), or a path, with :LINE or without",
    )
    group.add_argument(
        "--name",
        action="append",
        default=[],
        metavar="PATTERN",
        help="scenarios whose name matches a regular expression",
    )
    group.add_argument(
        "--tags",
        action="append",
        default=[],
        metavar="EXPRESSION",
        help='scenarios with certain tags: "@promise.rooms and not @slow"',
    )


def _add_speed(group: "argparse._ArgumentGroup") -> None:
    group.add_argument(
        *("--jobs", "-j"),
        type=_whole_number,
        metavar="N",
        help="processes, each with a server of its own (as many as there are processors, up to "
        f"{MOST_PROCESSES})",
    )
    group.add_argument(
        "--via", help="how users are played: socket (the usual way), browser, or mixed"
    )
    group.add_argument(
        "--patience", metavar="SECONDS", help="wait so long for news before giving up (2)"
    )
    group.add_argument(
        "--no-first-talk",
        dest="first_talk",
        action="store_const",
        const="no",
        help="begin with the first scenario, even if no two users can talk",
    )


def _add_course(group: "argparse._ArgumentGroup") -> None:
    group.add_argument(
        "--shuffle",
        nargs="?",
        type=_seed,
        const=-1,
        metavar="SEED",
        help="judge in a random order; a seed repeats one",
    )
    group.add_argument(
        "--enough", type=_whole_number, metavar="N", help="stop after N broken scenarios"
    )
    group.add_argument("--junit", metavar="FOLDER", help="write a JUnit file, for CI systems")
    group.add_argument(
        "--verdicts", type=Path, metavar="FILE", help="write each verdict as a line of JSON"
    )


def _whole_number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 7 and int(text)):
        raise argparse.ArgumentTypeError(f"it takes a whole number from 1, not {text!r}")
    return int(text)


def _seed(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 20):
        raise argparse.ArgumentTypeError(f"a seed is a whole number, as 42, not {text!r}")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Judge the server that ``options`` describe; return the exit code."""
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # consoles know few signs
    try:
        return ParallelRun(plan_of(options), sys.stdout).run()
    except BadOption as mistake:
        print(f"alicebob judge: {in_words_of_the_command(str(mistake))}", file=sys.stderr)
        return USAGE
    except BrokenPipeError:  # the reader, as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return INTERRUPTED


def of_the_suite(options: argparse.Namespace) -> dict[str, str]:
    """Return the options that behave's side reads."""
    return {name: value for name in _OF_THE_SUITE if (value := getattr(options, name)) is not None}


def plan_of(options: argparse.Namespace) -> Plan:
    """Return the plan of a run. Raises ``BadOption``."""
    given = of_the_suite(options)
    profile = from_options(given)
    config = configuration(list(_arguments(options)))
    paths = _paths(options, config.paths)
    places = tuple(select(config, paths))
    _check_writable(options.verdicts)
    steps = [Path(folder).resolve() / "steps" for folder in options.features]
    job = Job(
        str(specification_folder()),
        "",
        {**given, "again": _again(options, given), "pages": _pictures(options)},
        tuple(options.behave),
        tuple(paths),
        tuple(str(folder) for folder in steps if folder.is_dir()),
    )
    shows_output = bool(config.format)
    return Plan(
        profile,
        places,
        job,
        1 if shows_output else _processes(options.jobs, profile, len(places)),
        random.SystemRandom().randrange(100_000) if options.shuffle == -1 else options.shuffle,
        options.enough or (1 if config.stop else math.inf),
        options.verdicts,
        junit_folder(options.junit),
        shows_output,
    )


def _arguments(options: argparse.Namespace) -> Iterator[str]:
    """Yield the command line with which behave would select the same scenarios."""
    yield from (f"--name={each}" for each in options.name)
    yield from (f"--tags={each}" for each in options.tags)
    yield from options.behave


def _paths(options: argparse.Namespace, paths: list[str]) -> list[str]:
    """Return where the features are. Raises ``BadOption`` for a place that has none."""
    if options.only_own and not options.features:
        raise BadOption("--only-own needs --features FOLDER, the folder of your own features")
    for folder in options.features:
        if not Path(folder).is_dir():
            raise BadOption(f"--features: there is no folder {folder}")
    ours = [] if options.only_own else [specification_folder() / "features"]
    folders = [*ours, *map(Path, options.features)]
    only = [resolve(each, folders) for each in (*options.only, *paths)]
    return only or [os.path.relpath(folder) for folder in folders]


def _processes(asked: int | None, profile: Profile, scenarios: int) -> int:
    """Return the number of processes. Those of one server would meet in its rooms, so a server that
    runs already is judged by one."""
    if profile.address is not None:
        if asked is not None and asked > 1:
            print("One process: several would disturb each other in the rooms of one server.")
        return 1
    return max(1, min(asked or min(os.cpu_count() or 1, MOST_PROCESSES), scenarios))


def _check_writable(verdicts: Path | None) -> None:
    if verdicts is not None:
        try:
            verdicts.write_text("")
        except OSError as error:
            raise BadOption(f"--verdicts: {verdicts} cannot be written: {error.strerror}") from None


def _pictures(options: argparse.Namespace) -> str:
    """Return the folder for pictures of pages: beside the JUnit file, if there is one."""
    return str(Path(options.junit or ".").resolve() / "alicebob-pages")


def _again(options: argparse.Namespace, given: dict[str, str]) -> str:
    """Return the command that runs a scenario again."""
    words = ["alicebob judge --only {scenario}"]
    words += [_given(name, value) for name, value in given.items()]
    words += [f"--features {shlex.quote(folder)}" for folder in options.features]
    return " ".join(words)


def _given(name: str, value: str) -> str:
    """Return an option of the suite as it was given."""
    return "--no-first-talk" if name == "first_talk" else f"--{name} {shlex.quote(value)}"
