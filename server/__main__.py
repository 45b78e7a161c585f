"""``python -m server``: reads the settings, then starts. ``--help`` loads nothing else.

``python -m server token NAME`` makes a token instead.
"""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from server.config import settings

_CANNOT_START = 2  # exit code
_CERTIFICATES = "SSL_CERT_FILE"  # where OpenSSL looks for the authorities that a client trusts


def main() -> int:
    """Runs the server, or makes a token; returns the exit code."""
    if sys.argv[1:2] == ["token"]:
        from server.cli import token

        return token.main(sys.argv[2:])
    chosen = settings.read(sys.argv[1:])
    gc.disable()  # until the server stands: all that is made on the way there is to stay
    try:
        with _trusting_nobody():
            from server.cli.serve import run
    except ModuleNotFoundError as missing:
        print(
            f"{missing.name!r} is not installed for {sys.executable}: set it up with 'make setup', "
            "and start .venv/bin/python -m server.",
            file=sys.stderr,
        )
        return _CANNOT_START
    return run(chosen)


@contextmanager
def _trusting_nobody() -> Iterator[None]:
    """Spares the start a fifth of its time: aiohttp reads all certificate authorities when it is
    imported, for its client, which a server has no use for."""
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
