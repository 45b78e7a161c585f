"""The errors of a command that cannot be run, in words."""

import errno
from pathlib import Path


def why_not_run(program: str, folder: Path | None, error: OSError) -> str:
    """Return in words why ``program`` could not be run in ``folder``, and the way out."""
    if folder is not None and not folder.is_dir():
        return f"there is no folder {folder} to run its command in"
    base = Path() if folder is None else folder
    path = base / program
    match error.errno:
        case errno.ENOENT if "/" not in program:
            return f"there is no command {program!r} on this machine: is it installed, and in PATH?"
        case errno.ENOENT if path.exists():
            return f"{program!r} cannot be run: its first line names a program that does not exist"
        case errno.ENOENT:
            where = (
                ""
                if Path(program).is_absolute()
                else f" in {base.resolve()}, where the command runs"
            )
            return f"there is no file {program!r}{where}"
        case errno.EACCES if path.is_dir():
            return f"{program!r} cannot be run: it is a folder"
        case errno.EACCES:
            return f"{program!r} cannot be run: it is not executable (chmod +x {program})"
        case errno.ENOEXEC:
            return (
                f"{program!r} cannot be run: it is neither a program for this machine nor a script "
                "with a first line such as #!/bin/sh"
            )
        case _:
            return f"{program!r} cannot be run: {error.strerror}"
