"""The command that starts a server, as words."""

import re
import shlex

from alicebob.servers.profile import BadOption

_FOR_A_SHELL = re.compile(r"^\s*\w+=|[|&;<>$`]")  # a command that only a shell understands


def split_command(text: str) -> tuple[str, ...]:
    """Return the words of a command; one that needs a shell gets ``/bin/sh``. Raises
    ``BadOption``."""
    try:
        words = tuple(shlex.split(text))
    except ValueError as error:
        raise BadOption(f"the server's command {text!r}: {error}") from None
    if not words:
        raise BadOption("the server's command is empty")
    return ("/bin/sh", "-c", text) if _FOR_A_SHELL.search(text) else words
