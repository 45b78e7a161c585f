"""The command line: a parser whose errors are one sentence and show no values."""

import argparse
import sys
from collections.abc import Sequence
from typing import NoReturn

WRONG = 2  # exit code
_COLUMN, _WIDTH = 32, 96  # characters: where explanations begin, and where they end


class SettingsParser(argparse.ArgumentParser):
    """An argument parser that neither guesses nor prints its usage at every mistake."""

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
        """What was given, by name. Ends the program for what is unknown, without showing what
        could be a secret."""
        known, unknown = self.parse_known_args(arguments)
        flags = [text.partition("=")[0] for text in unknown if text.startswith("--")]
        flags += [text[:2] for text in unknown if text[:1] == "-" != text[1:2]]
        if flags:
            self.error(f"there is no flag {', '.join(flags)}")
        if unknown:
            self.error(
                "a value stands there without a flag that takes it; one with blanks needs quotes"
            )
        return vars(known)

    def error(self, message: str) -> NoReturn:
        """Ends the program with a sentence."""
        print(f"{self.prog}: {message.rstrip('.')} (--help tells more).", file=sys.stderr)
        sys.exit(WRONG)
