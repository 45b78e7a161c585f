"""Mutants change the server through public names and official seams only."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from mutants.registry import all_mutants

MUTANTS = Path(__file__).parents[2] / "mutants"
FOLDERS = {path.name for path in (MUTANTS.parent / "features").iterdir() if path.is_dir()}
MODULES = sorted(
    path
    for path in MUTANTS.rglob("*.py")
    if path.relative_to(MUTANTS).parts[0].removesuffix(".py") in FOLDERS
)


def is_private(name: object) -> bool:
    return isinstance(name, str) and name.startswith("_") and not name.startswith("__")


def private_names(code: str) -> Iterator[str]:
    """The private names of the server that ``code`` reads, imports, replaces or spells out."""
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Attribute(ast.Name("os"), _):
                pass
            case ast.Attribute(_, name) if is_private(name):
                yield name
            case ast.ImportFrom(str(module), names) if module.startswith("server"):
                yield from (alias.name for alias in names if is_private(alias.name))
            case ast.Call(_, arguments, keywords):
                for argument in [*arguments, *(keyword.value for keyword in keywords)]:
                    match argument:
                        case ast.Constant(str(name)) if is_private(name) and name.isidentifier():
                            yield name


def test_every_folder_with_mutants_is_checked() -> None:
    checked = {path.relative_to(MUTANTS).parts[0].removesuffix(".py") for path in MODULES}
    assert checked == {each.folder for each in all_mutants().values()}


@pytest.mark.parametrize(
    "path", MODULES, ids=[path.relative_to(MUTANTS).as_posix() for path in MODULES]
)
def test_a_module_of_mutants_touches_no_private_name(path: Path) -> None:
    assert sorted(set(private_names(path.read_text()))) == []


@pytest.mark.parametrize(
    "code",
    [
        "room._members",
        "from server.ws.handshake import _accept",
        'patch.replace(Room, "_join", join)',
        'patch.override(Room, "_join", join)',
        'Patch().replace(Room, "_join", join)',
        'patch.replace(Room, name="_join", part=join)',
        'setattr(room, "_members", {})',
        'getattr(room, "_members")',
    ],
)
def test_a_private_name_is_found(code: str) -> None:
    assert list(private_names(code)) != []
