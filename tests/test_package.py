"""The optional C part compiles in place, and may be missing; what the server does is the same."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WHOSE = """from server.ws import fast_text
print(fast_text.take_texts is fast_text.take_texts_in_python)"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """The server's sources, nothing compiled."""
    for name in ("setup.py", "pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, tmp_path)
    unwanted = shutil.ignore_patterns("*.so", "__pycache__")
    shutil.copytree(ROOT / "server", tmp_path / "server", ignore=unwanted)
    return tmp_path


def compiled(sources: Path, **environment: str) -> Path:
    """Compiles as ``make setup`` does; the folder of the sources."""
    command = [sys.executable, "setup.py", "--quiet", "build_ext", "--inplace"]
    subprocess.run(
        command,
        cwd=sources,
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
    )
    return sources


def is_without_the_compiled_part(package: Path) -> bool:
    run = subprocess.run(
        [sys.executable, "-c", WHOSE], cwd=package, check=True, capture_output=True, text=True
    )
    return run.stdout.strip() == "True"


def test_without_a_compiler_the_package_does_it_in_python(sources: Path) -> None:
    assert is_without_the_compiled_part(compiled(sources, CC="/nonexistent/cc"))


@pytest.mark.skipif(shutil.which("cc") is None, reason="there is no compiler here")
def test_with_a_compiler_the_package_has_the_compiled_part(sources: Path) -> None:
    assert not is_without_the_compiled_part(compiled(sources))
