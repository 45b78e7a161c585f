"""The house's own laws: rooms, walls between them, names, and the shape of steps and tests."""

import ast
from collections import defaultdict
from collections.abc import Container, Iterator
from pathlib import Path

import pytest

from tests.support.sources import ROOT, of_files, parsed, python_files

LONGEST_STEP = 5  # lines
MOST_ROOMS = 15  # in a package: more, and nobody has them all in mind
ROOMS = {
    "server": (
        *("cli", "web", "asyncapi", "chat", "config", "auth"),
        *("cluster", "store", "dialects", "core", "ws"),
    ),
    "alicebob": (
        *("cli", "learning", "runner", "actions", "assertions", "scenario", "servers"),
        *("clients", "laws", "record", "data", "dialects", "transport", "wires", "model"),
    ),
}
"""The rooms of each package, from the top down: a room imports only from those below it."""
ROOT_FILES = {
    "server": {"__init__.py", "__main__.py"},
    "alicebob": {"__init__.py", "__main__.py", "installed.py"},
}
STEPS_MAY_USE = {"actions", "assertions", "scenario", "model"}


def modules_in(node: ast.AST) -> Iterator[str]:
    """The dotted names that an import statement may load: of ``from a import b`` both a and a.b."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module is not None:
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imported_by(path: Path) -> set[str]:
    """The packages that a file imports, at its top or in its depths."""
    return {name.partition(".")[0] for node in ast.walk(parsed(path)) for name in modules_in(node)}


def rooms_imported_by(path: Path, package: str) -> set[str]:
    """The rooms of ``package`` that a file imports from."""
    names = {name for node in ast.walk(parsed(path)) for name in modules_in(node)}
    rooms = {name.split(".")[1] for name in names if name.startswith(f"{package}.")}
    return rooms & set(ROOMS[package])


def room_of(path: Path) -> str:
    """The room in which a file of a package stands; its own name in the package's root."""
    return path.relative_to(ROOT).parts[1]


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def steps_of(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef) and any(map(_is_step, node.decorator_list)):
            yield node


def _is_step(decorator: ast.expr) -> bool:
    names = {"given", "when", "then", "step"}
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Name) and called.id in names


def lines_of(function: ast.FunctionDef) -> int:
    """The lines of a function's body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


@of_files(python_files("alicebob", "steps", "environment.py"))
def test_the_suite_imports_nothing_of_the_server(path: Path) -> None:
    assert "server" not in imported_by(path)


@of_files(python_files("server"))
def test_the_server_imports_nothing_of_the_suite(path: Path) -> None:
    assert imported_by(path) & {"alicebob", "steps", "environment", "tests", "mutants"} == set()


@of_files(python_files("alicebob"))
def test_the_engine_imports_nothing_of_the_steps(path: Path) -> None:
    assert imported_by(path) & {"steps", "environment"} == set()


@of_files(python_files("docs/tools"))
def test_the_protocol_page_is_made_from_the_document_alone(path: Path) -> None:
    ours = {"server", "alicebob", "steps", "environment", "tests", "mutants", "bench"}
    assert imported_by(path) & ours == set()


@of_files([path for path in python_files("bench") if "build" not in path.parts])
def test_the_bench_knows_a_server_only_from_outside(path: Path) -> None:
    assert imported_by(path) & {"server", "steps", "environment", "tests", "mutants"} == set()


@pytest.mark.parametrize("package", ROOMS)
def test_a_package_has_the_rooms_that_are_listed(package: str) -> None:
    folders = {path.parent for path in python_files(package)} - {ROOT / package}
    rooms = {folder.relative_to(ROOT / package).parts[0] for folder in folders}
    assert rooms == set(ROOMS[package])
    assert len(rooms) <= MOST_ROOMS


@pytest.mark.parametrize("package", ROOMS)
def test_nothing_that_belongs_to_a_room_stands_in_the_root(package: str) -> None:
    assert {path.name for path in (ROOT / package).glob("*.py")} == ROOT_FILES[package]


@of_files([path for package in ROOMS for path in python_files(package)])
def test_imports_go_down_only(path: Path) -> None:
    package, room = path.relative_to(ROOT).parts[0], room_of(path)
    if room in ROOT_FILES[package]:
        return
    order = ROOMS[package]
    above = set(order[: order.index(room)])
    assert rooms_imported_by(path, package) & above == set()


@of_files(python_files("server/ws"))
def test_the_websocket_layer_knows_nothing_of_the_chat(path: Path) -> None:
    assert rooms_imported_by(path, "server") <= {"ws"}


@of_files(python_files("server/core"))
def test_the_rules_know_nothing_but_close_codes(path: Path) -> None:
    names = {name for node in ast.walk(parsed(path)) for name in modules_in(node)}
    ours = {name for name in names if name.startswith("server.")}
    outside = {n for n in ours if not n.startswith("server.core")} - {"server.ws"}
    assert all(name.startswith("server.ws.close_codes") for name in outside)


@of_files(python_files("alicebob/wires"))
def test_the_notation_of_wires_knows_only_the_model(path: Path) -> None:
    assert rooms_imported_by(path, "alicebob") <= {"wires", "model"}


@of_files(python_files("alicebob/wires"))
def test_the_notation_of_wires_reads_and_sends_nothing(path: Path) -> None:
    inputs_and_outputs = {"os", "io", "pathlib", "socket", "threading", "time", "asyncio"}
    assert imported_by(path) & inputs_and_outputs == set()


@of_files(python_files("alicebob/servers"))
def test_the_server_pool_knows_no_laws(path: Path) -> None:
    assert "laws" not in rooms_imported_by(path, "alicebob")


@of_files(python_files("alicebob/record", "alicebob/laws"))
def test_the_journal_and_the_laws_know_no_dialect(path: Path) -> None:
    names = {name for node in ast.walk(parsed(path)) for name in modules_in(node)}
    dialects = {name for name in names if name.startswith("alicebob.dialects.")}
    assert all(name.startswith("alicebob.dialects.parsing") for name in dialects)


@of_files(python_files("server", "alicebob"))
def test_nothing_is_imported_for_type_checking_only(path: Path) -> None:
    """Such an import hides a circle."""
    assert "TYPE_CHECKING" not in path.read_text()


@of_files(python_files("steps"))
def test_steps_use_the_rooms_that_are_for_them(path: Path) -> None:
    assert rooms_imported_by(path, "alicebob") <= STEPS_MAY_USE


@pytest.mark.parametrize("package", ROOMS)
def test_no_two_classes_of_a_package_have_one_name(package: str) -> None:
    found = defaultdict(list)
    for path in python_files(package):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(str(path.relative_to(ROOT)))
    assert {name: files for name, files in found.items() if len(files) > 1} == {}


@pytest.mark.parametrize("package", ROOMS)
def test_no_import_inside_a_function_hides_a_circle(package: str) -> None:
    """A late import may save time at the start; it must not be there because of a circle."""
    known = {module_name(path): path for path in python_files(package)}
    tops = {name: _imports_at_the_top(path, known) for name, path in known.items()}
    hidden = []
    for name, path in known.items():
        for late in _imports_in_functions(path, known):
            if name in _reached_from(late, tops):
                hidden.append(f"{name} imports {late}, which imports {name}")
    assert hidden == []


def _ours(node: ast.AST, known: Container[str]) -> set[str]:
    """The modules of a package that an import needs: of ``from a import b``, a.b if that is one."""
    names = [name for name in modules_in(node) if name in known]
    return set(names[1:] if len(names) > 1 else names)


def _imports_at_the_top(path: Path, known: Container[str]) -> set[str]:
    return {name for node in parsed(path).body for name in _ours(node, known)}


def _imports_in_functions(path: Path, known: Container[str]) -> set[str]:
    functions = (
        node
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return {name for f in functions for node in ast.walk(f) for name in _ours(node, known)}


def _reached_from(start: str, imports: dict[str, set[str]]) -> set[str]:
    found, left = set(), [start]
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += imports[name]
    return found


@pytest.mark.parametrize("package", ROOMS)
def test_tests_mirror_the_rooms(package: str) -> None:
    rooms = {path.name for path in (ROOT / "tests" / package).iterdir() if path.is_dir()}
    assert rooms - {"__pycache__", "support"} <= set(ROOMS[package])


@of_files([path for path in python_files("tests") if path.parent.name not in ("support", "relay")])
def test_what_tests_share_stands_in_support(path: Path) -> None:
    assert path.name.startswith("test_") or path.name in {"__init__.py", "conftest.py"}


@of_files(python_files("steps"))
def test_no_step_is_longer_than_five_lines(path: Path) -> None:
    long = {step.name: lines_of(step) for step in steps_of(path) if lines_of(step) > LONGEST_STEP}
    assert long == {}
