"""Starts the reference server with one bug in it."""

import importlib
import sys
from pathlib import Path

_NO_MUTANTS = {"__init__", "__main__", "serve", "trial", "verdicts"}


def names() -> list[str]:
    """All mutants, by name."""
    modules = Path(__file__).parent.glob("*.py")
    return sorted(module.stem for module in modules if module.stem not in _NO_MUTANTS)


def what_is_wrong(name: str) -> str:
    """The mutant's own words: the first line of its docstring."""
    module = importlib.import_module(f"mutants.{name}")
    return (module.__doc__ or "").strip().splitlines()[0]


def serve(name: str, flags: list[str]) -> int:
    """Runs the server, bent, with the reference server's own flags."""
    if name not in names():
        print(
            f"There is no mutant {name!r}. Known are:\n  " + "\n  ".join(names()), file=sys.stderr
        )
        return 2
    from server.__main__ import main

    importlib.import_module(f"mutants.{name}").bend()
    sys.argv[1:] = flags
    return main()
