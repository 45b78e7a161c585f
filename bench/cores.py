"""The two cores of a measurement: one for the server, the other for the load generator."""

import os
import platform
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

SERVER, LOAD = 0, 1


def is_linux() -> bool:
    """Return whether this system has what the benchmark needs (``epoll``, ``/proc``)."""
    return sys.platform == "linux"


def can_pin() -> bool:
    """Return whether programs can be bound to the two cores."""
    return shutil.which("taskset") is not None and {SERVER, LOAD} <= os.sched_getaffinity(0)


def on_core(core: int, command: Sequence[str]) -> list[str]:
    """Return ``command`` bound to ``core``, or as it is where that is impossible."""
    return ["taskset", "-c", str(core), *command] if can_pin() else list(command)


def machine() -> str:
    """Describe the machine in one line."""
    info = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(":")[2].strip() for line in info if "model name" in line), "?")
    system = f"Linux {platform.release()}, Python {platform.python_version()}"
    return f"{model}, {os.cpu_count()} cores, {system}"
