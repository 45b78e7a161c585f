"""The chat servers that are measured, each as its documentation writes it, and how to get them.

Python peers live in a virtual environment of the bench, the others in a ``node_modules`` of its
own, both below ``bench/build/``. What cannot be installed is left out, with a line that says so.
"""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
BUILD = HERE / "build"
_PYTHON = BUILD / "venv" / "bin" / "python"
_MODULES = BUILD / "node_modules"
_PYTHON_PACKAGES = ("aiohttp", "picows", "starlette", "uvicorn", "uvloop", "websockets")
_NODE_PACKAGES = ("ws", "bun", "deno")


@dataclass(frozen=True, slots=True)
class Peer:
    """A server: its name in the tables, and the command that starts it on a port."""

    name: str
    command: tuple[str, ...]

    @property
    def is_ours(self) -> bool:
        """Whether it is the reference server."""
        return "server" in self.command


OURS = Peer("Alice & Bob", (sys.executable, "-m", "server", "--log-level", "warning", "--port"))


def install() -> None:
    """Fetches what is missing; says what it does, for it takes a while."""
    BUILD.mkdir(exist_ok=True)
    if not _PYTHON.exists():
        print("Installing the Python peers …", flush=True)
        _try(sys.executable, "-m", "venv", str(BUILD / "venv"))
        for package in _PYTHON_PACKAGES:
            _try(str(_PYTHON), "-m", "pip", "install", "--quiet", package)
    if not _MODULES.exists():
        print("Installing the JavaScript peers …", flush=True)
        _MODULES.mkdir()
        for package in _NODE_PACKAGES:
            _try("npm", "install", "--silent", "--prefix", str(BUILD), package)


def found() -> Iterator[Peer]:
    """Our server, and every peer that can be started; prints a line for each that cannot."""
    yield OURS
    yield from _python("aiohttp, tutorial style", "aiohttp", "aiohttp_tutorial.py")
    yield from _python("websockets broadcast()", "websockets", "websockets_broadcast.py")
    yield from _python("Starlette on uvicorn", "starlette", "starlette_uvicorn.py")
    yield from _python("picows", "picows", "picows_loop.py")
    yield from _script("Node ws", ("node",), "ws", "node_ws.mjs")
    yield from _script(
        "Bun publish", _binary("bun/bin/bun.exe", "@oven/bun-*/bin/bun"), "bun", "bun_publish.mjs"
    )
    deno = _binary("@deno/linux-*/deno")
    yield from _script(
        "Deno", (*deno, "run", "--allow-net") if deno else (), "deno", "deno_loop.mjs"
    )


def _python(name: str, module: str, file: str) -> Iterator[Peer]:
    works = _PYTHON.exists() and _try(str(_PYTHON), "-c", f"import {module}")
    yield from _if(works, Peer(name, (str(_PYTHON), str(HERE / "peers" / file))))


def _script(name: str, runtime: tuple[str, ...], package: str, file: str) -> Iterator[Peer]:
    works = bool(runtime) and (_MODULES / package).exists() and _try(runtime[0], "--version")
    script = BUILD / file  # beside node_modules, where imports are looked up
    if works:
        script.write_text((HERE / "peers" / file).read_text())
    yield from _if(works, Peer(name, (*runtime, str(script))))


def _if(works: bool, peer: Peer) -> Iterator[Peer]:
    if works:
        yield peer
    else:
        print(f"Left out: {peer.name} (it cannot be installed or started here)")


def _binary(*patterns: str) -> tuple[str, ...]:
    """The runtime inside its package, wherever this version of the package keeps it."""
    found = (path for pattern in patterns for path in sorted(_MODULES.glob(pattern)))
    return tuple(str(path) for path in found if "musl" not in str(path))[:1]


def _try(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False
