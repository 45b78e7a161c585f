"""Tries the suite on faulty servers, or serves one of them.

python -m mutants             the suite on all of them (an hour), then each scenario on trial
python -m mutants NAME ...    the suite on these
python -m mutants serve NAME  one of them, with the server's own flags after its name
"""

import sys


def main(arguments: list[str]) -> int:
    """Serves one mutant, or tries the suite on those named (all, if none is)."""
    if arguments[:1] in (["-h"], ["--help"]):
        print(__doc__.strip())
        return 0
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
