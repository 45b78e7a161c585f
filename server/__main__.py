"""``python -m server``: reads the settings, then starts. ``--help`` loads nothing else."""

import sys

from server import settings


def main() -> int:
    """Runs the server; returns its exit code."""
    chosen = settings.read(sys.argv[1:])
    from server.run import run

    return run(chosen)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
