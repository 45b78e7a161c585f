"""``python -m bench``: deliveries per second of our server and its peers, rounds interleaved."""

import json
import os
import platform
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.peers import BUILD, HERE, Peer, found, install
from harness.address import Address
from harness.launcher import Process, ServerDidNotStart

SERVER_CORE, LOAD_CORE = "0", "1"
START = 20.0  # seconds that a peer may take to start


@dataclass(frozen=True, slots=True)
class Shape:
    """So many users, of whom some speak, each with so many messages on their way, of that size."""

    title: str
    users: int
    speakers: int
    in_flight: int
    size: int = 64  # bytes


SHAPES = (
    Shape("32 users, 1 in flight each", 32, 32, 1),
    Shape("32 users, 16 in flight", 32, 32, 16),
    Shape("100 users, 1 in flight", 100, 100, 1),
    Shape("1000 users, 32 speak", 1000, 32, 1),
)


@dataclass(frozen=True, slots=True)
class Round:
    """What came of one round; ``cpu`` is the server's, in microseconds for each delivery."""

    per_second: float
    cpu: float
    faults: str
    load: float


def main(rounds: int, seconds: float) -> int:
    """Measures, and prints a Markdown table; returns 1 if our own server lost anything."""
    if not _build():
        return 2
    install()
    peers = list(found())
    results: dict[tuple[str, Shape], list[Round]] = defaultdict(list)
    for number in range(1, rounds + 1):
        for shape in SHAPES:
            for peer in peers:
                print(
                    f"\rround {number} of {rounds}: {shape.title}, {peer.name:<40}",
                    end="",
                    flush=True,
                )
                measured = _measure(peer, shape, seconds)
                if measured is not None:
                    results[peer.name, shape].append(measured)
    print("\r" + " " * 100 + "\r", end="")
    print(_table(peers, results))
    ours = [r for (name, _), rs in results.items() if name == peers[0].name for r in rs]
    return 1 if any(r.faults for r in ours) else 0


def _build() -> bool:
    """Compiles the load generator, if it is older than its source."""
    BUILD.mkdir(exist_ok=True)
    source, program = HERE / "load.c", BUILD / "load"
    if program.exists() and program.stat().st_mtime > source.stat().st_mtime:
        return True
    try:
        subprocess.run(["cc", "-O2", "-o", str(program), str(source)], check=True)
    except (OSError, subprocess.CalledProcessError):
        print("The load generator is written in C and needs a compiler (cc).", file=sys.stderr)
        return False
    return True


def _measure(peer: Peer, shape: Shape, seconds: float) -> Round | None:
    """One round against a server started for it; None if it does not start."""
    try:
        process = Process(["taskset", "-c", SERVER_CORE, *peer.command, "{port}"], {})
        process.wait_until_ready(_takes_connections, START)
    except ServerDidNotStart as error:
        print(f"\n{peer.name}: {error}")
        return None
    try:
        before = _cpu_seconds(process)
        numbers = _load(process.address.port, shape, seconds)
        cpu = _cpu_seconds(process) - before
    finally:
        process.stop()
    return _round(numbers, cpu, seconds)


def _load(port: int, shape: Shape, seconds: float) -> dict[str, float]:
    command = ["taskset", "-c", LOAD_CORE, str(BUILD / "load"), "127.0.0.1", str(port), "/chat"]
    command += map(str, (shape.users, shape.speakers, shape.in_flight, shape.size, seconds, 0, 1))
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return dict(json.loads(run.stdout)) if run.returncode == 0 else {"failed": 1}


def _round(numbers: dict[str, float], cpu: float, seconds: float) -> Round:
    kinds = ("lost", "doubled", "altered", "closed", "failed")
    faults = ", ".join(f"{numbers[k]:.0f} {k}" for k in kinds if numbers.get(k))
    per_second = numbers.get("deliveries_per_second", 0.0)
    deliveries = per_second * seconds * 1.2  # the warm-up, a fifth of the time, is paid for as well
    microseconds = cpu * 1e6 / deliveries if deliveries else 0.0
    return Round(per_second, microseconds, faults, numbers.get("generator_cpu", 0.0))


def _takes_connections(address: Address) -> bool:
    try:
        Address("127.0.0.1", address.port).connect(1.0).close()
    except OSError:
        return False
    return True


def _cpu_seconds(process: Process) -> float:
    """What the server's process has used so far (Linux)."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _table(peers: Sequence[Peer], results: dict[tuple[str, Shape], list[Round]]) -> str:
    """Thousand deliveries a second: median, spread, CPU for each, and what went wrong."""
    lines = [
        f"Thousand deliveries a second, median (lowest to highest), CPU µs each; {_machine()}",
        "",
    ]
    lines += ["| | " + " | ".join(shape.title for shape in SHAPES) + " |"]
    lines += ["|---" * (len(SHAPES) + 1) + "|"]
    for peer in peers:
        cells = [_cell(results[peer.name, shape]) for shape in SHAPES]
        lines.append(f"| {peer.name} | " + " | ".join(cells) + " |")
    most = max((r.load for rs in results.values() for r in rs), default=0.0)
    lines += ["", f"The load generator used at most {most:.0%} of its core."]
    return "\n".join(lines)


def _cell(rounds: Sequence[Round]) -> str:
    if not rounds:
        return "–"
    speeds = sorted(r.per_second / 1000 for r in rounds)
    cpu = statistics.median(r.cpu for r in rounds)
    faults = next((f" **{r.faults}**" for r in rounds if r.faults), "")
    middle = statistics.median(speeds)
    return f"{middle:,.0f} ({speeds[0]:,.0f}–{speeds[-1]:,.0f}), {cpu:.2f}{faults}"


def _machine() -> str:
    info = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(":")[2].strip() for line in info if "model name" in line), "?")
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}"


if __name__ == "__main__":
    quick = bool(os.environ.get("QUICK"))
    sys.exit(main(rounds=1 if quick else 3, seconds=1.0 if quick else 3.0))
