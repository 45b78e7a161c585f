"""Serves behind a faulty relay, or tries the suite on such relays.

python -m mutants.relay list                         every fault with its sentence and promises
python -m mutants.relay FAULT --profile FILE --port PORT -- COMMAND
                                                     start a server behind a relay
python -m mutants.relay trial --profile FILE         try every fault on the server of a profile
python -m mutants.relay trial --shared               each fault on one of the examples only
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from alicebob.dialects.described import Described
from alicebob.model.feature_mistake import way_out
from alicebob.servers.profile import BadOption
from alicebob.servers.profile_file import read
from mutants.relay import shared_trial, trial
from mutants.relay.attempt import Target
from mutants.relay.examples import EXAMPLES, our_own, why_not
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
    parser = argparse.ArgumentParser("python -m mutants.relay trial")
    parser.add_argument("faults", nargs="*", metavar="FAULT", help="only these")
    parser.add_argument(
        "--profile",
        action="append",
        metavar="FILE",
        help="a server with a wire of its own; may be repeated (all examples, and our own server)",
    )
    parser.add_argument(
        "--shared", action="store_true", help="try each fault on one of the servers, not on all"
    )
    given = parser.parse_args(arguments)
    unknown = [name for name in given.faults if name not in FAULTS]
    if unknown:
        parser.error(f"there is no fault {unknown[0]}{way_out(unknown[0], list(FAULTS))}")
    faults = [FAULTS[name] for name in given.faults] or list(FAULTS.values())
    left_out = {} if given.profile else {each.name: why_not(each) for each in EXAMPLES}
    left_out = {name: why for name, why in left_out.items() if why}
    with tempfile.TemporaryDirectory() as folder:
        files = given.profile or [
            our_own(Path(folder)),
            *(str(each / "profile.toml") for each in EXAMPLES if each.name not in left_out),
        ]
        targets = [Target.of(file) for file in files]
        if given.shared:
            return shared_trial.run(targets, faults, left_out)
        return trial.run(targets, faults, left_out)


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
