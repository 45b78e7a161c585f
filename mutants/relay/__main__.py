"""Serves behind a faulty relay, or tries the suite on such relays.

python -m mutants.relay list                         every fault with its sentence and promises
python -m mutants.relay FAULT --profile FILE --port PORT -- COMMAND
                                                     start a server behind a relay
python -m mutants.relay trial --profile FILE         try every fault on the server of a profile
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from alicebob.dialects.described import Described
from alicebob.model.feature_mistake import way_out
from alicebob.servers.profile import BadOption
from alicebob.servers.profile_file import read
from mutants.relay import trial
from mutants.relay.faults import FAULTS, NONE
from mutants.relay.serve import serve

_OURS = """\
name = "our server, by a description of plain"
command = "{python} -m alicebob serve --port {port} --log-level warning"
promises = ["core", "rooms"]
"""


def main(arguments: Sequence[str]) -> int:
    """List the faults, run a trial, or serve one; return the exit code."""
    try:
        match arguments:
            case ["list"]:
                return _list()
            case ["trial", *others]:
                return _trial(others)
            case _:
                return _serve(arguments)
    except BadOption as mistake:
        print(mistake, file=sys.stderr)
        return 2


def _list() -> int:
    for fault in FAULTS.values():
        print(f"{fault.name}  {fault.sentence} ({', '.join(fault.promises)})")
    return 0


def _trial(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser("python -m mutants.relay trial")
    parser.add_argument("faults", nargs="*", metavar="FAULT", help="only these")
    parser.add_argument(
        "--profile",
        action="append",
        metavar="FILE",
        help="a server with a wire of its own; may be repeated (our own server in plain)",
    )
    given = parser.parse_args(arguments)
    unknown = [name for name in given.faults if name not in FAULTS]
    if unknown:
        parser.error(f"there is no fault {unknown[0]}{way_out(unknown[0], list(FAULTS))}")
    if given.profile:
        return trial.run(given.profile, given.faults)
    with tempfile.TemporaryDirectory() as folder:
        return trial.run([_ours_as_any_other(Path(folder))], given.faults)


def _ours_as_any_other(folder: Path) -> str:
    """Write a profile of the reference server, whose plain dialect it describes."""
    profile = folder / "plain.toml"
    profile.write_text(_OURS + files("alicebob.dialects").joinpath("plain.toml").read_text())
    return str(profile)


def _serve(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser("python -m mutants.relay", description=__doc__)
    parser.add_argument("fault", choices=[NONE.name, *FAULTS])
    parser.add_argument("--profile", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("command", nargs="+", help="starts the server; {inner} is its port")
    given = parser.parse_args(arguments)
    described = read(given.profile).described
    if not isinstance(described, Described):
        raise BadOption(f"{given.profile} describes no wire, so the relay cannot read it")
    fault = FAULTS.get(given.fault, NONE)
    return asyncio.run(serve(fault, described.wire, given.port, given.command))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
