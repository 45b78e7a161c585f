"""The fair division of a budget: whoever uses little keeps all, whoever uses most gives first."""

from collections.abc import Iterable


def fair_level(sizes: Iterable[int], most: int) -> int:
    """Return the largest level to which all ``sizes`` can be cut so that their sum is at most
    ``most``: sizes of 1, 5 and 90 with a budget of 26 are cut to 20, which leaves 1, 5 and 20."""
    left = most
    ascending = sorted(sizes)
    for position, size in enumerate(ascending):
        share = left // (len(ascending) - position)
        if size > share:
            return share
        left -= size
    return ascending[-1] if ascending else 0
