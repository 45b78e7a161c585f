"""``python -m server token NAME``: create a sign-in token for trying the server out."""

import os
import re
import time
from collections.abc import Callable, Mapping, Sequence

from server.config.argument_parser import SettingsParser
from server.config.options import AUTH_SECRET, CONFIG, CONFIG_VARIABLE
from server.config.program import PROGRAM
from server.config.sources import given
from server.config.values import InvalidValue
from server.core.names import InvalidName, user_name

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}  # seconds
_PERIOD = re.compile(r"([0-9]{1,9})([smhd])")
_LONGEST = 3650 * 86_400  # seconds
_DEFAULT = "1h"


def main(
    arguments: Sequence[str],
    environment: Mapping[str, str] = os.environ,
    clock: Callable[[], float] = time.time,
) -> int:
    """Print a token and return 0; invalid arguments end the program with exit code 2."""
    parser = _parser()
    flags = parser.texts(arguments)
    try:
        name = user_name(flags["name"] or "")
        seconds = _period(flags["for"] or "")
        secret = given([AUTH_SECRET], flags, environment).get(AUTH_SECRET.field)
    except (InvalidName, InvalidValue) as error:
        parser.error(str(error))
    if secret is None or not secret.value:
        parser.error(
            f"no secret to sign with: give the server's secret with {AUTH_SECRET.flag}, "
            f"${AUTH_SECRET.variable}, or {AUTH_SECRET.key} in a {CONFIG} file"
        )
    from server.auth import jwt_codec  # slow to import; --help and errors do not need it

    print(jwt_codec.sign({"sub": name, "exp": int(clock()) + seconds}, secret.value))
    return 0


def _period(text: str) -> int:
    """Convert a text such as 30s, 15m, 1h or 7d to seconds."""
    found = _PERIOD.fullmatch(text)
    seconds = int(found[1]) * _UNITS[found[2]] if found else 0
    if not 1 <= seconds <= _LONGEST:
        raise InvalidValue(
            f"--for: give a time from 1s to 3650d, such as 30s, 15m, 1h or 7d, not {text!r}"
        )
    return seconds


def _parser() -> SettingsParser:
    parser = SettingsParser(
        f"{PROGRAM} token",
        "NAME [--for TIME] [--auth-secret SECRET] [--config FILE]",
        "Creates a sign-in token for a server that has the same secret, and prints it.",
        "Send it as 'Authorization: Bearer TOKEN', or as '?token=TOKEN' in the address.",
    )
    parser.add_argument("name", metavar="NAME", help="name of the user who signs in with the token")
    parser.add_argument(
        "--for",
        metavar="TIME",
        default=_DEFAULT,
        help=f"lifetime of the token, such as 30s, 15m, 1h or 7d [{_DEFAULT}]",
    )
    parser.add_argument(
        AUTH_SECRET.flag,
        metavar=AUTH_SECRET.metavar,
        help=f"the server's secret; prefer ${AUTH_SECRET.variable} or a file",
    )
    parser.add_argument(
        CONFIG, metavar="FILE", help=f"the server's configuration file [none; ${CONFIG_VARIABLE}]"
    )
    return parser
