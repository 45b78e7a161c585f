"""Mutants change the server through public names and official seams only."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

MUTANTS = Path(__file__).parents[2] / "mutants"
MACHINERY = {
    *("__init__", "__main__", "control", "coverage", "judge", "memory", "patch", "registry"),
    *("scenarios", "serve", "trial"),
}
MODULES = sorted(path for path in MUTANTS.glob("*.py") if path.stem not in MACHINERY)


def is_private(name: object) -> bool:
    return isinstance(name, str) and name.startswith("_") and not name.startswith("__")


def private_names(code: str) -> Iterator[str]:
    """The private names of the server that ``code`` reads, imports or replaces."""
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Attribute(ast.Name("os"), _):
                pass
            case ast.Attribute(_, name) if is_private(name):
                yield name
            case ast.ImportFrom(str(module), names) if module.startswith("server"):
                yield from (alias.name for alias in names if is_private(alias.name))
            case ast.Call(ast.Attribute(ast.Name("patch"), _), [_, ast.Constant(name), *_]):
                if is_private(name):
                    yield str(name)


@pytest.mark.parametrize("path", MODULES, ids=[path.stem for path in MODULES])
def test_a_module_of_mutants_touches_no_private_name(path: Path) -> None:
    assert sorted(set(private_names(path.read_text()))) == []


@pytest.mark.parametrize(
    "code",
    [
        "room._members",
        "from server.ws.handshake import _accept",
        'patch.replace(Room, "_join", join)',
        'patch.override(Room, "_join", join)',
    ],
)
def test_a_private_name_is_found(code: str) -> None:
    assert list(private_names(code)) != []
