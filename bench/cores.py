"""Which core does what: the server has one, the load another; neither takes the other's time."""

import os
import platform
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

SERVER, LOAD = 0, 1


def is_linux() -> bool:
    """Whether this system has what all of this is measured with (``epoll``, ``/proc``)."""
    return sys.platform == "linux"


def can_pin() -> bool:
    """Whether programs can be bound to the two cores."""
    return shutil.which("taskset") is not None and {SERVER, LOAD} <= os.sched_getaffinity(0)


def on_core(core: int, command: Sequence[str]) -> list[str]:
    """``command``, bound to ``core`` where that can be done, else as it is."""
    return ["taskset", "-c", str(core), *command] if can_pin() else list(command)


def machine() -> str:
    """What figures were measured on, in one line."""
    info = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(":")[2].strip() for line in info if "model name" in line), "?")
    system = f"Linux {platform.release()}, Python {platform.python_version()}"
    return f"{model}, {os.cpu_count()} cores, {system}"
