"""``alicebob learn``: proposes a profile for a chat server that the suite has never seen."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from alicebob.dialects.described import Described
from alicebob.learning.contradictions import contradictions
from alicebob.learning.longest import Hall, longest_text
from alicebob.learning.proposal import proposal
from alicebob.learning.query_blanks import reads_plus
from alicebob.learning.search import NothingLearned, find_way
from alicebob.learning.talking import hold_talk, with_separator
from alicebob.learning.usual_ways import Known, usual_ways
from alicebob.learning.way import quoted
from alicebob.servers.command_line import split_command
from alicebob.servers.process import Process, ServerDidNotStart
from alicebob.servers.profile import BadOption, Profile
from alicebob.servers.profile_file import read
from alicebob.servers.readiness import HANDSHAKE
from alicebob.transport.address import Address
from alicebob.wires.toml_source import TomlMistake

T = TypeVar("T")

_CONTRADICTED, _USAGE, _NOT_STARTED, _NOTHING_LEARNED = 1, 2, 3, 4  # exit codes
_PATIENCE = 1.5  # seconds

_DESCRIPTION = """\
Talk with a chat server of which nothing is known, and propose a profile with its wire.
Four people come, say words that nobody else says, and leave: where these words and
their names stand in what the others receive, tells what the frames mean."""

_PROMISES = {
    None: 'promises = ["core"]  # as far as the facts below allow',
    True: 'promises = ["core"]  # as far as the facts below allow; ?…=Mary+Ann came as Mary Ann',
    False: 'promises = ["core", "-query"]  # the + in ?…=Mary+Ann came as a +',
}
"""The promises, by how the server reads a + in an address: as a blank, or not; None if unknown."""

_EPILOG = """\
examples:
  alicebob learn --server "node chat.js --port {port}" --out chat.toml
  alicebob learn --url http://localhost:3000 --connect "/socket{?user,room}"
  alicebob learn --server "./chat" --say '{"type": "say", "body": "{text}"}'
  alicebob learn --server "./chat" --enter '{"login": "{user}"}' --say '{"say": "{text}"}'
  alicebob learn --check chat.toml      do its facts agree with what the server does?

Look the proposal over, and then: alicebob judge --profile chat.toml

exit codes:
  0  a profile is proposed, or agrees     3  the server did not start
  1  a talk contradicts the profile       4  the server could not be talked to
  2  a mistake in the options             130  interrupted
"""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``learn``, with its options."""
    parser = subparsers.add_parser(
        "learn",
        help="propose a profile for a server that speaks in its own way",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    server = parser.add_mutually_exclusive_group(required=True)
    server.add_argument("--server", metavar="COMMAND", help="the command that starts the server")
    server.add_argument("--url", help="http://HOST:PORT of a server that runs already")
    server.add_argument(
        "--check", metavar="FILE", help="say what a talk contradicts in a profile that exists"
    )
    parser.add_argument(
        "--connect",
        metavar="PATH",
        help="where clients connect, with {user}, {room} or {number}: /chat{?user}, /ws/{number}",
    )
    parser.add_argument(
        "--enter",
        action="append",
        metavar="FRAME",
        help="a frame that a client sends before it is in, with {user} or {room}; may be repeated",
    )
    parser.add_argument(
        "--say", metavar="FRAME", help="the frame that says something, with {text} and {user}"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the profile there")
    parser.add_argument(
        "--patience",
        type=_seconds,
        default=_PATIENCE,
        metavar="SECONDS",
        help=f"wait so long for what may not come ({_PATIENCE:g})",
    )
    parser.set_defaults(run=run)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 60:
        raise argparse.ArgumentTypeError(f"it takes seconds up to 60, as 1.5, not {text!r}")
    return seconds


def run(options: argparse.Namespace) -> int:
    """Learn or check; return the exit code."""
    try:
        return _check(options) if options.check else _learn(options)
    except (BadOption, TomlMistake) as mistake:
        return _failed(str(mistake), _USAGE)
    except ServerDidNotStart as why:
        return _failed(str(why), _NOT_STARTED)
    except NothingLearned as why:
        return _failed(str(why), _NOTHING_LEARNED)
    except OSError as error:
        return _failed(f"{error.filename} cannot be written: {error.strerror}", _USAGE)


def _failed(why: str, code: int) -> int:
    print(f"alicebob learn: {why}", file=sys.stderr)
    return code


def _tell(line: str) -> None:
    print(line, file=sys.stderr)


def _learn(options: argparse.Namespace) -> int:
    enter = None if options.enter is None else tuple(options.enter)
    known = Known(options.connect, enter, options.say)
    if options.say is not None and "{text}" not in options.say:
        raise BadOption("--say: the frame says nothing without {text}")
    for ways in usual_ways(known):
        ways[0].wire()  # a mistake in the options is told before the server is started
    if options.out is not None and not options.out.parent.is_dir():
        raise BadOption(f"--out: there is no folder {options.out.parent}")
    if options.out is not None and options.out.exists():
        raise BadOption(f"--out: {options.out} is there already, and stays: name another file")

    def learn(address: Address) -> str:
        way = find_way(address, known, options.patience, _tell)
        talk = hold_talk(address, way.wire(), options.patience)
        way, talk = with_separator(way, talk)
        hall = Hall(address, way.wire(), options.patience)
        limit, is_blank = longest_text(hall), reads_plus(hall)
        return proposal(_head(options, is_blank), way, talk, limit)

    if options.url:
        text = learn(_address(options.url))
    else:
        text = _with_server(Process(split_command(options.server), {}), learn)
    if options.out is None:
        print(text, end="")
    else:
        options.out.write_text(text, encoding="utf-8")
        print(f"written  {options.out}\n\nLook it over, and judge the server by it:")
        print(f"  alicebob judge --profile {options.out}")
    return 0


def _address(url: str) -> Address:
    try:
        return Address.from_url(url)
    except ValueError as wrong:
        raise BadOption(f"--url: {wrong}") from None


def _head(options: argparse.Namespace, is_blank: bool | None) -> str:
    how = f"url = {quoted(options.url)}" if options.url else f"command = {quoted(options.server)}"
    return (
        "# Proposed by 'alicebob learn' after a talk of four people with the server.\n"
        f"# Look it over: the comments say what was seen.\n\n{how}\n"
        f"{_PROMISES[is_blank]}\n"
    )


def _with_server(process: Process, work: Callable[[Address], T]) -> T:
    """Return what ``work`` makes of a server, which is stopped afterwards. Raises
    ``ServerDidNotStart``."""
    try:
        process.wait_until_ready(_approach, HANDSHAKE.start_seconds)
        return work(process.address)
    finally:
        process.stop()


def _approach(address: Address) -> None:
    address.connect(1.0).close()


def _check(options: argparse.Namespace) -> int:
    profile = read(options.check)
    if not isinstance(profile.described, Described):
        raise BadOption(f"--check: {options.check} has no [wire], and only one can be checked")
    wire, facts = profile.described.wire, profile.described.facts

    def check(address: Address) -> list[str]:
        found = contradictions(wire, facts, hold_talk(address, wire, options.patience))
        return found + _unkept(profile, Hall(address, wire, options.patience))

    found = check(profile.address) if profile.address else _checked(profile, check)
    if not found:
        print(f"{options.check}: a first talk with the server contradicts nothing in it.")
        return 0
    print(f"{options.check}: a first talk with the server contradicts it:")
    print("\n".join(f"  {each}" for each in found))
    return _CONTRADICTED


def _unkept(profile: Profile, hall: Hall) -> list[str]:
    """Return what contradicts the promise of the query, if the profile has it."""
    if "query" not in profile.possible or reads_plus(hall) is not False:
        return []
    return ['it promises "query", but the + in ?…=Mary+Ann came as a +']


def _checked(profile: Profile, check: Callable[[Address], list[str]]) -> list[str]:
    process = Process(profile.command, profile.environment, profile.folder)

    def check_as_told(address: Address) -> list[str]:
        return check(replace(address, origin=profile.origin, headers=profile.headers))

    return _with_server(process, check_as_told)
