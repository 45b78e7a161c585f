"""The console to which a run prints."""

import io
import sys


def print_any_character() -> None:
    """Print a question mark for each character that the console does not know, instead of failing
    in the middle of a report."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
