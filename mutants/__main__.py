"""``python -m mutants``: the table. ``python -m mutants serve NAME``: one faulty server."""

import sys


def main(arguments: list[str]) -> int:
    """Serves one mutant, or tries the suite on those named (all, if none is)."""
    if arguments[:1] == ["serve"] and len(arguments) > 1:
        from mutants.serve import serve

        return serve(arguments[1], arguments[2:])
    from mutants.trial import try_all

    return try_all(arguments)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
