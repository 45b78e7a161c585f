"""Tries the suite on faulty servers, or serves one of them.

python -m mutants             ask the scenario that caught each mutant last time
python -m mutants NAME ...    only these mutants
python -m mutants --full      forget what was remembered and work everything out anew (an hour)
python -m mutants --shard 1/4 the first quarter of the mutants
python -m mutants list        every mutant with its fault
python -m mutants serve NAME  run one of them, with the server's own flags after its name
"""

import argparse
import os
import re
import sys


def main(arguments: list[str]) -> int:
    """Serve one mutant, list all, or run a trial; return the exit code."""
    match arguments:
        case ["serve", name, *flags]:
            from mutants.serve import serve

            return serve(name, flags)
        case ["list"]:
            return _list()
        case _:
            return _trial(arguments)


def _list() -> int:
    from mutants.registry import all_mutants

    for each in all_mutants().values():
        print(f"{each.id}  {each.sentence}")
    return 0


def _trial(arguments: list[str]) -> int:
    from mutants.trial import Plan, run

    parser = argparse.ArgumentParser(
        "python -m mutants", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--full", action="store_true", help="believe nothing remembered")
    parser.add_argument("--shard", type=_shard, default=(1, 1), metavar="PART/PARTS")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="an id, with its folder or without"
    )
    given = parser.parse_args(arguments)
    return run(Plan(tuple(given.names), given.full, given.shard))


def _shard(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"([1-9]\d?)/([1-9]\d?)", text)
    if found is None or int(found[1]) > int(found[2]):
        raise argparse.ArgumentTypeError(f"a shard looks like 1/4, not {text!r}")
    return int(found[1]), int(found[2])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:  # the reader, as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
