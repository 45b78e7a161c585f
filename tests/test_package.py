"""The package installs with a compiler and without; what it does is the same."""

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
    """The package's sources, nothing compiled."""
    for name in ("setup.py", "pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, tmp_path)
    for folder in ("server", "alicebob"):
        unwanted = shutil.ignore_patterns("*.so", "__pycache__")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=unwanted)
    return tmp_path


def built(sources: Path, **environment: str) -> Path:
    """Builds the package; where it stands."""
    command = [sys.executable, "setup.py", "--quiet", "build", "--build-lib", "built"]
    subprocess.run(
        command,
        cwd=sources,
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
    )
    return sources / "built"


def is_without_the_compiled_part(package: Path) -> bool:
    run = subprocess.run(
        [sys.executable, "-c", WHOSE], cwd=package, check=True, capture_output=True, text=True
    )
    return run.stdout.strip() == "True"


def test_without_a_compiler_the_package_does_it_in_python(sources: Path) -> None:
    assert is_without_the_compiled_part(built(sources, CC="/nonexistent/cc"))


@pytest.mark.skipif(shutil.which("cc") is None, reason="there is no compiler here")
def test_with_a_compiler_the_package_has_the_compiled_part(sources: Path) -> None:
    assert not is_without_the_compiled_part(built(sources))
