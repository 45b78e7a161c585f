"""Addresses of users, for servers that believe the suite as they would believe their proxy."""

import itertools
from ipaddress import IPv4Address

_FIRST = IPv4Address("10.0.0.0")
_numbers = itertools.count(1)


def new_address() -> str:
    """Return an address that no other user of this run has."""
    return str(_FIRST + next(_numbers))
