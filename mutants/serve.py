"""Starts the reference server with one fault in it."""

import sys

from mutants.patch import Patch
from mutants.registry import find, no_such


def serve(name: str, flags: list[str]) -> int:
    """Run the server with the fault called ``name``, with the reference server's own flags; return
    the exit code (2 when there is no such mutant)."""
    mutant = find(name)
    if mutant is None:
        print(no_such(name), file=sys.stderr)
        return 2
    from server.__main__ import main  # as late as the server itself would load its parts

    mutant.change(Patch())
    sys.argv[1:] = flags
    return main()
