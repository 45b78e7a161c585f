"""``python -m bench`` measures our server and its peers; ``python -m bench guard`` is for CI."""

import argparse
import sys
from collections.abc import Sequence

from bench import cores, guard, peers, reports, shapes, tables
from bench.figures import Results, faults_of
from bench.programs import DoesNotCompile
from bench.run import Plan, run
from bench.start import NoAnswer

_DESCRIPTION = """\
Our server beside its peers, one after the other on one core, every delivery checked.
Tables are printed, and written to reports/bench/ with a chart.

'guard' measures only our server and the aiohttp tutorial's, and fails if a delivery of
ours is not cheaper by as much as bench/guard.py demands."""
_CANNOT = 2  # exit code
_LONGEST = 60.0  # seconds of one measurement
_INTERRUPTED = 130  # exit code


def main(arguments: Sequence[str]) -> int:
    """Run the benchmark; return 1 if our own server lost, doubled or altered a message."""
    options = _parser().parse_args(arguments)
    try:
        return guard.main() if options.what == "guard" else _bench(options)
    except (DoesNotCompile, NoAnswer) as error:
        print(f"\n{error}", file=sys.stderr)
        return _CANNOT
    except KeyboardInterrupt:
        print("\nInterrupted; nothing was written.", file=sys.stderr)
        return _INTERRUPTED


def _bench(options: argparse.Namespace) -> int:
    if not cores.is_linux() or not cores.can_pin():
        print(
            "The bench needs Linux, two cores and 'taskset' (util-linux): the server has core "
            f"{cores.SERVER} for itself, the load core {cores.LOAD}.",
            file=sys.stderr,
        )
        return _CANNOT
    plan = Plan(
        names=frozenset(options.only or shapes.NAMES),
        rounds=options.rounds or (1 if options.quick else 3),
        seconds=options.seconds or (0.7 if options.quick else 1.5),
        is_quick=options.quick,
    )
    found = peers.found(options.peers or (peers.QUICK if options.quick else peers.NAMES))
    results = run(plan, found)
    print(tables.all_tables(results))
    print("Written:", *reports.write(results))
    return 1 if _is_faulty(results) else 0


def _is_faulty(results: Results) -> bool:
    ours = [each for name in shapes.BY_NAME for each in results.of(tables.OURS, name)]
    idle = results.idle.get(tables.OURS)
    return bool(faults_of(ours) or (idle and idle.faults))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description=_DESCRIPTION,
        epilog=_names(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("what", nargs="?", choices=("all", "guard"), default="all")
    parser.add_argument("--quick", action="store_true", help="two minutes instead of fifteen")
    parser.add_argument("--rounds", type=_rounds, help="of the fan-out [3; quick: 1]")
    parser.add_argument(
        "--seconds", type=_seconds, help="that one measurement lasts [1.5; quick: 0.7]"
    )
    parser.add_argument("--only", nargs="+", choices=shapes.NAMES, metavar="NAME", help="see below")
    parser.add_argument(
        "--peers", nargs="+", choices=peers.NAMES, metavar="NAME", help=", ".join(peers.NAMES)
    )
    return parser


def _names() -> str:
    titles = {shape.name: shape.title for shape in shapes.SHAPES}
    titles |= {shapes.IDLE: "connections on which nobody speaks", shapes.START: "cold starts"}
    lines = [f"  {name:<9} {title}" for name, title in titles.items()]
    return "\n".join(["what is measured (--only):", *lines])


def _rounds(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"a whole number from 1, not {text!r}")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= _LONGEST:
        raise argparse.ArgumentTypeError(f"seconds, at most {_LONGEST:g}, not {text!r}")
    return seconds


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
