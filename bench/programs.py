"""The programs of the benchmark that are written in C: the load generators and the floor."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
BUILD = HERE / "build"
LOAD = HERE / "load"
MESSAGES = [LOAD / f"{name}.c" for name in ("messages", "connection", "content", "watch", "joins")]
IDLE = [LOAD / f"{name}.c" for name in ("idle", "connection", "watch")]
EPOLL = [HERE / "peers" / "epoll.c"]
_WARNINGS = ("-Wall", "-Wextra")


class DoesNotCompile(Exception):
    """Raised when there is no C compiler, or it reports an error, with the reason."""


def messages() -> Path:
    """Return the load generator for messages, compiled if necessary. Raises ``DoesNotCompile``."""
    return _compiled("messages", MESSAGES)


def idle() -> Path:
    """Return the load generator for idle connections. Raises ``DoesNotCompile``."""
    return _compiled("idle", IDLE)


def epoll() -> Path:
    """Return the smallest possible chat server, the floor. Raises ``DoesNotCompile``."""
    return _compiled("epoll", EPOLL)


def compile_to(program: Path, sources: Sequence[Path], *flags: str) -> None:
    """Compile ``sources`` to ``program``. Raises ``DoesNotCompile``."""
    command = ["cc", "-O2", *_WARNINGS, *flags, "-o", str(program), *map(str, sources)]
    try:
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        raise DoesNotCompile(
            "The load generator is written in C and needs a compiler (cc)."
        ) from None
    if run.returncode:
        raise DoesNotCompile(f"{program.name} does not compile:\n{run.stderr}")


def _compiled(name: str, sources: Sequence[Path]) -> Path:
    program = BUILD / name
    BUILD.mkdir(exist_ok=True)
    folder = sources[0].parent
    newest = max(path.stat().st_mtime for path in folder.glob("*.[ch]"))
    if not program.exists() or program.stat().st_mtime <= newest:
        compile_to(program, sources)
    return program
