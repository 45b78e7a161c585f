"""Change the limits of the rooms."""

import contextlib
from collections.abc import Iterator

from server.core import room


@contextlib.contextmanager
def longest_text(characters: int) -> Iterator[None]:
    """Have rooms accept texts of up to ``characters`` inside the block."""
    usual = vars(room)["MAX_TEXT"]
    vars(room)["MAX_TEXT"] = characters
    try:
        yield
    finally:
        vars(room)["MAX_TEXT"] = usual
