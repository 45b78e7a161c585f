"""The argument parser: its errors are one sentence long and show no values."""

import argparse
import sys
from collections.abc import Sequence
from typing import NoReturn

from server.config.nearest import question

WRONG = 2  # exit code
_COLUMN, _WIDTH = 32, 96  # characters: the column where help texts begin, and the line width


class SettingsParser(argparse.ArgumentParser):
    """Argument parser without abbreviations, which prints no usage when it reports an error."""

    def __init__(self, prog: str, usage: str, description: str, epilog: str) -> None:
        super().__init__(
            prog=prog,
            usage=f"{prog} {usage}",
            description=description,
            epilog=epilog,
            formatter_class=lambda prog: argparse.HelpFormatter(
                prog, max_help_position=_COLUMN, width=_WIDTH
            ),
            allow_abbrev=False,
        )

    def texts(self, arguments: Sequence[str]) -> dict[str, str | None]:
        """Return the given texts, by name.

        Unknown arguments end the program with an error that shows no value, since a value could
        be a secret.
        """
        known, unknown = self.parse_known_args(arguments)
        flags = [text.partition("=")[0] for text in unknown if text.startswith("--")]
        flags += [text[:2] for text in unknown if text[:1] == "-" != text[1:2]]
        if flags:
            self.error(f"unknown flag {', '.join(map(self._with_nearest, flags))}")
        if unknown:
            self.error("unexpected argument; quote values that contain spaces")
        return vars(known)

    def _with_nearest(self, flag: str) -> str:
        known = {text: text for action in self._actions for text in action.option_strings}
        return flag + question(flag, known)

    def error(self, message: str) -> NoReturn:
        """Print an error message and end the program."""
        print(f"{self.prog}: {message.rstrip('.')} (see --help).", file=sys.stderr)
        sys.exit(WRONG)
