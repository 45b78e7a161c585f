"""Starts the reference server with one bug in it."""

import importlib
import sys
from difflib import get_close_matches
from pathlib import Path
from types import ModuleType

_HERE = Path(__file__).parent


def names() -> list[str]:
    """All mutants, as ``folder/name``; the folder is that of the features which must see it."""
    modules = (path for path in _HERE.glob("*/*.py") if path.stem != "__init__")
    return sorted(path.relative_to(_HERE).with_suffix("").as_posix() for path in modules)


def find(name: str) -> str | None:
    """The whole name of a mutant that may be named without its folder; None if there is none."""
    return next((known for known in names() if name in (known, known.partition("/")[2])), None)


def no_such(name: str) -> str:
    """One sentence: nobody is called ``name``, and who is called nearly so."""
    near = get_close_matches(name.rpartition("/")[2], [each.partition("/")[2] for each in names()])
    perhaps = f"; perhaps {' or '.join(near)} is meant" if near else ""
    return f"There is no mutant {name!r}{perhaps}. They are the modules in the folders of mutants/."


def serve(name: str, flags: list[str]) -> int:
    """Runs the server, bent, with the reference server's own flags."""
    whole = find(name)
    if whole is None:
        print(no_such(name), file=sys.stderr)
        return 2
    from server.__main__ import main

    _module(whole).bend()
    sys.argv[1:] = flags
    return main()


def _module(name: str) -> ModuleType:
    return importlib.import_module("mutants." + name.replace("/", "."))
