"""The servers of a trial: the examples, what they lack on this machine, and our own."""

import ast
import shutil
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from mutants.scenarios import ROOT

EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/profile.toml"))
"""The folders of the examples."""
_OURS = """\
name = "our server, by a description of plain"
command = "{python} -m alicebob serve --port {port} --log-level warning"
promises = ["core", "rooms"]
"""


def our_own(folder: Path) -> str:
    """Write a profile of the reference server, which describes its plain dialect as any other
    wire, into a folder; return its path."""
    profile = folder / "plain.toml"
    profile.write_text(_OURS + files("alicebob.dialects").joinpath("plain.toml").read_text())
    return str(profile)


def why_not(example: Path) -> str:
    """Return in words what an example needs and this machine does not have; "" if it can run."""
    packages = {name for file in example.glob("*.py") for name in _imported_by(file)}
    missing = sorted(name for name in packages if find_spec(name) is None)
    if missing:
        return f"it needs {', '.join(missing)} (pip install 'alicebob[examples]')"
    if any(example.glob("*.*js")) and shutil.which("node") is None:
        return "it needs Node.js"
    if (example / "package.json").exists() and not (example / "node_modules").exists():
        return f"it needs its packages (npm ci --prefix examples/{example.name})"
    return ""


def tell_left_out(examples: Mapping[str, str]) -> None:
    """Print which examples were not judged, by their names, each with the reason."""
    for name, why in examples.items():
        print(f"NOT JUDGED: examples/{name}: {why}.")


def _imported_by(file: Path) -> Iterator[str]:
    """Yield the top-level packages that a Python file imports."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.module.partition(".")[0]
