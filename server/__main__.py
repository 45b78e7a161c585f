"""``python -m server``: read the settings, then start. ``--help`` loads nothing else.

``python -m server token NAME`` creates a token instead; ``backup FILE``, ``export`` and ``forget
NAME`` are for a history file.
"""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from server.config import settings

_CANNOT_START = 2  # exit code
_STDERR = 2  # the last descriptor of the standard streams
_CERTIFICATES = "SSL_CERT_FILE"  # where OpenSSL finds the certificate authorities for clients


def main() -> int:
    """Run the server, or one of the other commands; return the exit code."""
    _open_standard_streams()
    match sys.argv[1:2]:
        case ["token"]:
            from server.cli import token

            return token.main(sys.argv[2:])
        case [("backup" | "export" | "forget") as command]:
            from server.cli import history

            return history.main(command, sys.argv[2:])
    chosen = settings.read(sys.argv[1:])
    gc.disable()  # during start-up; the objects made until then are frozen afterwards
    try:
        with _without_certificate_authorities():
            from server.cli.serve import run
    except ModuleNotFoundError as missing:
        print(
            f"{missing.name!r} is not installed for {sys.executable}: run 'make setup', "
            "then .venv/bin/python -m server.",
            file=sys.stderr,
        )
        return _CANNOT_START
    return run(chosen, lambda: settings.reread(sys.argv[1:]))


def _open_standard_streams() -> None:
    """Open descriptors 0 to 2 if the process was started without them.

    Otherwise the first socket or file would get such a number, and whatever is printed.
    """
    descriptor = os.open(os.devnull, os.O_RDWR)
    while descriptor <= _STDERR:
        descriptor = os.dup(descriptor)
    os.close(descriptor)


@contextmanager
def _without_certificate_authorities() -> Iterator[None]:
    """Keep aiohttp from loading certificate authorities when it is imported.

    Only its client needs them, and loading them takes a fifth of the start-up time.
    """
    before = os.environ.get(_CERTIFICATES)
    os.environ[_CERTIFICATES] = os.devnull
    try:
        yield
    finally:
        del os.environ[_CERTIFICATES]
        if before is not None:
            os.environ[_CERTIFICATES] = before


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
