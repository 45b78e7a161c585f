"""A taken name is recognised in another case, but not in another width."""

from server.core import names


def bend() -> None:
    names.folded = lambda name: name.casefold()
