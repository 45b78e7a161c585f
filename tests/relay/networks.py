"""Run the whole specification through slow and odd networks: ``python -m tests.relay.networks``.

The reference server is sound, and so is each network. So every red scenario is a false alarm of the
suite. Waiting costs no processor, so several runs share the work, each with a server of its own.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from alicebob.servers.profile_file import read
from tests.relay.frames import FRAMES
from tests.relay.network import NETWORKS

ROOT = Path(__file__).parent.parent.parent
ALL = [*(name for name in NETWORKS if name != "direct"), FRAMES]
_RUNS = 4  # at the same time
_BEHAVE = (sys.executable, "-m", "behave", "-fstory")
_SERVER = "{python} -m tests.relay {network} --port {port} -- {python} -m server"


def main(arguments: Sequence[str]) -> int:
    """Return 0 if every scenario was green on every network."""
    parser = argparse.ArgumentParser(prog="python -m tests.relay.networks", description=__doc__)
    parser.add_argument("networks", nargs="*", metavar="network", help=f"of {', '.join(ALL)}")
    parser.add_argument("--runs", type=int, default=_RUNS, help="at the same time [%(default)s]")
    options = parser.parse_args(arguments)
    unknown = sorted(set(options.networks) - set(ALL))
    if unknown:
        parser.error(f"there is no network {unknown[0]!r}; there are {', '.join(ALL)}")
    return sum([_run(name, options.runs) for name in options.networks or ALL])


def shards(features: Iterable[Path], count: int) -> list[list[Path]]:
    """Divide feature files, so that each part has about as many lines."""
    parts: list[tuple[int, list[Path]]] = [(0, []) for _ in range(count)]
    for feature in sorted(features, key=lambda path: (-path.stat().st_size, path)):
        size, part = min(parts, key=lambda one: one[0])
        parts.remove((size, part))
        parts.append((size + feature.stat().st_size, [*part, feature]))
    return [part for _, part in parts if part]


def _run(network: str, runs: int) -> int:
    """Run the specification through one network; return 1 if a scenario was red."""
    began = time.monotonic()
    command = _SERVER.replace("{network}", network)
    promises = ",".join(sorted(read("reference").promises))
    options = ["-D", f"server={command}", "-D", f"promises={promises}"]
    with tempfile.TemporaryDirectory() as folder:
        running = []
        for number, part in enumerate(shards(ROOT.glob("features/*/*.feature"), runs)):
            output = (Path(folder) / str(number)).open("w+")
            words = [*_BEHAVE, *options, *map(str, part)]
            process = subprocess.Popen(words, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
            running.append((process, output))
        red = []
        for process, output in running:
            if process.wait() != 0:
                output.seek(0)
                red.append(output.read())
            output.close()
    verdict = "red" if red else "green"
    print(f"{network}: {verdict} after {time.monotonic() - began:.0f} s", flush=True)
    print("".join(red), end="", flush=True)
    return int(bool(red))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
