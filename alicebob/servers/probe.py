"""Probe users, who belong to the suite. Each has a name that no other user has."""

import itertools

from alicebob.model.received import PROBE

_numbers = itertools.count(1)


def new_probe_name() -> str:
    """Return a name that no other user has."""
    return f"{PROBE}{next(_numbers)}"
