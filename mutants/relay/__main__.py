"""Serves behind a faulty relay, or tries the suite on such relays.

python -m mutants.relay list                         every fault with its sentence and promises
python -m mutants.relay FAULT --profile FILE --port PORT -- COMMAND
                                                     start a server behind a relay
python -m mutants.relay trial --profile FILE ...     try every fault on the servers of profiles
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence

from alicebob.servers.profile import BadOption
from alicebob.servers.profile_file import read
from mutants.relay import trial
from mutants.relay.faults import FAULTS, NONE
from mutants.relay.serve import serve


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
    parser = argparse.ArgumentParser("python -m mutants.relay trial", description=__doc__)
    parser.add_argument("faults", nargs="*", metavar="FAULT", choices=[[], *FAULTS])
    parser.add_argument("--profile", nargs="+", required=True, metavar="FILE")
    given = parser.parse_args(arguments)
    return trial.run(given.profile, given.faults)


def _serve(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser("python -m mutants.relay", description=__doc__)
    parser.add_argument("fault", choices=[NONE.name, *FAULTS])
    parser.add_argument("--profile", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("command", nargs="+", help="starts the server; {inner} is its port")
    given = parser.parse_args(arguments)
    described = read(given.profile).described
    if described is None:
        raise BadOption(f"{given.profile} describes no wire, so the relay cannot read it")
    fault = FAULTS.get(given.fault, NONE)
    return asyncio.run(serve(fault, described.wire, given.port, given.command))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
