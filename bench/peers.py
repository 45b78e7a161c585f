"""The chat servers that are measured, each in the style of its documentation, and their setup.

Python peers are installed into a virtual environment, the others into a ``node_modules``, both
below ``bench/build/``. A peer that cannot be installed is left out, and a line says so.
"""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bench import programs
from bench.programs import BUILD, HERE

_PYTHON = BUILD / "venv" / "bin" / "python"
_MODULES = BUILD / "node_modules"
_TRIED = BUILD / "tried"  # a file for every package that was asked for, be it there or not


@dataclass(frozen=True, slots=True)
class Peer:
    """A server: its short name, its name in the tables, and a command that takes a port last."""

    name: str
    title: str
    command: tuple[str, ...]

    def with_flags(self, flags: Sequence[str]) -> "Peer":
        """Return the same server with other flags, ahead of the last word, which takes the port."""
        return replace(self, command=(*self.command[:-1], *flags, self.command[-1]))


@dataclass(frozen=True, slots=True)
class _Recipe:
    """The recipe of a peer: its packages, and its file in ``bench/peers/``."""

    name: str
    title: str
    file: str
    packages: tuple[str, ...]
    runtime: tuple[str, ...] = ()  # of JavaScript: where the program is, in its package


_QUIETLY = ("--log-level", "warning", "--max-connections", "20000")
OURS = Peer(
    "ours",
    "Alice & Bob",
    (sys.executable, "-m", "server", *_QUIETLY, "--port"),
)
TUTORIAL = Peer(
    "tutorial",
    "aiohttp, tutorial style",
    (sys.executable, str(HERE / "peers" / "aiohttp_tutorial.py")),  # of what our server needs too
)
_PYTHON_PEERS = (
    _Recipe(
        "websockets",
        "websockets broadcast()",
        "websockets_broadcast.py",
        ("websockets", "uvloop"),
    ),
    _Recipe(
        "starlette",
        "Starlette on uvicorn",
        "starlette_uvicorn.py",
        ("starlette", "uvicorn", "uvloop", "websockets"),
    ),
    _Recipe("picows", "picows", "picows_loop.py", ("picows", "uvloop")),
    _Recipe("socketify", "socketify publish", "socketify_publish.py", ("socketify",)),
)
_SCRIPT_PEERS = (
    _Recipe("node", "Node ws", "node_ws.mjs", ("ws",)),
    _Recipe(
        "bun",
        "Bun publish",
        "bun_publish.mjs",
        ("bun",),
        ("bun/bin/bun.exe", "@oven/bun-*/bin/bun"),
    ),
    _Recipe("deno", "Deno", "deno_loop.mjs", ("deno",), ("@deno/linux-*/deno",)),
)
_FLOOR = ("epoll", "C and epoll, the floor")
NAMES = ("ours", "tutorial", *(r.name for r in (*_PYTHON_PEERS, *_SCRIPT_PEERS)), _FLOOR[0])
QUICK = ("ours", "tutorial", "node", "bun", "epoll")


def found(names: Sequence[str]) -> list[Peer]:
    """Return our server and those of ``names`` that can be started, installed first if necessary.

    Prints a line for each that cannot. Raises ``DoesNotCompile``.
    """
    peers = [OURS]
    if "tutorial" in names:
        peers.append(TUTORIAL)
    for recipe in _PYTHON_PEERS:
        if recipe.name in names:
            peers += _reported(recipe, _python_peer(recipe))
    for recipe in _SCRIPT_PEERS:
        if recipe.name in names:
            peers += _reported(recipe, _script_peer(recipe))
    if _FLOOR[0] in names:
        peers.append(Peer(*_FLOOR, (str(programs.epoll()),)))
    return peers


def _reported(recipe: _Recipe, peer: Peer | None) -> list[Peer]:
    if peer is None:
        print(
            f"Left out: {recipe.title} (it cannot be installed or started here; again: make clean)"
        )
    return [peer] if peer else []


def _python_peer(recipe: _Recipe) -> Peer | None:
    BUILD.mkdir(exist_ok=True)
    if not _PYTHON.exists():
        _works(sys.executable, "-m", "venv", str(BUILD / "venv"))
    pip = (str(_PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    for package in recipe.packages:
        _fetch_once(package, pip)
    imports = "; ".join(f"import {package}" for package in recipe.packages)
    file = str(HERE / "peers" / recipe.file)
    works = _works(str(_PYTHON), "-c", imports)
    return Peer(recipe.name, recipe.title, (str(_PYTHON), file)) if works else None


def _script_peer(recipe: _Recipe) -> Peer | None:
    BUILD.mkdir(exist_ok=True)
    for package in recipe.packages:
        _fetch_once(package, ("npm", "install", "--silent", "--prefix", str(BUILD)))
    runtime = _binary(recipe.runtime) if recipe.runtime else "node"
    is_there = all((_MODULES / package).exists() for package in recipe.packages)
    if runtime is None or not is_there or not _works(runtime, "--version"):
        return None
    script = BUILD / recipe.file  # beside node_modules, where imports are looked up
    script.write_text((HERE / "peers" / recipe.file).read_text())
    flags = ("run", "--allow-net") if recipe.name == "deno" else ()
    return Peer(recipe.name, recipe.title, (runtime, *flags, str(script)))


def _fetch_once(package: str, install: tuple[str, ...]) -> None:
    """Install a package once: a failed try is not repeated, because it takes long without a
    network."""
    tried = _TRIED / package
    if tried.exists():
        return
    print(f"Installing {package} …", flush=True)
    _works(*install, package)
    tried.parent.mkdir(exist_ok=True)
    tried.touch()


def _binary(patterns: Sequence[str]) -> str | None:
    """Return the runtime inside its package, wherever this version of the package keeps it."""
    paths = (str(path) for pattern in patterns for path in sorted(_MODULES.glob(pattern)))
    return next((path for path in paths if _works(path, "--version")), None)


def _works(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False
