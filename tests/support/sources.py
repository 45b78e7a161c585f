"""The Python files of the repository, for tests that read them."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def python_files(*places: str) -> list[Path]:
    """Every Python file at or below ``places``."""
    found = [ROOT / place for place in places]
    return sorted(
        f for place in found for f in ([place] if place.is_file() else place.rglob("*.py"))
    )


def of_files(files: list[Path]) -> pytest.MarkDecorator:
    names = [str(path.relative_to(ROOT)) for path in files]
    return pytest.mark.parametrize("path", files, ids=names)


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))
