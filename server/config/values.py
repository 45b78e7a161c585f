"""What a setting's text means: one function for each kind, ``InvalidValue`` for what cannot be.

A sentence may show the text it is about, but never a secret.
"""

import math
import re
from collections.abc import Callable

from server.core import rate_limit

LOG_LEVELS = ("debug", "info", "warning", "error")
MASK = "********"  # stands for a secret wherever settings are shown
_ORIGIN = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?")
_LONGEST_NUMBER = 12  # digits
_LONGEST_SECRET = 4096  # characters
_KEY_PAIR = re.compile(r"----[- ]BEGIN |ssh-(rsa|dss|ed25519)|ecdsa-sha2-")
_TRUTH = {"1": True, "true": True, "0": False, "false": False}


class InvalidValue(ValueError):
    """A value that cannot be; the text says what would do."""


def whole(minimum: int, maximum: int, what: str) -> Callable[[str], int]:
    """Reads a whole number within bounds; ``what`` it is, the sentence says."""

    def convert(text: str) -> int:
        is_number = text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
        if not is_number or not minimum <= int(text) <= maximum:
            raise InvalidValue(
                f"{what} is a whole number from {minimum} to {maximum}, not {text!r}"
            )
        return int(text)

    return convert


def seconds(text: str) -> float:
    """A period of up to a day; 0 is never."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 86_400:
        raise InvalidValue(f"give seconds from 0 (never) to 86400, not {text!r}")
    return value


def origins(text: str) -> tuple[str, ...]:
    """Origins with commas between, as browsers send them."""
    found = tuple(part.strip().rstrip("/").lower() for part in text.split(",") if part.strip())
    for origin in found:
        if origin != "*" and not _ORIGIN.fullmatch(origin):
            raise InvalidValue(f"an origin looks like https://chat.example:8443, not {origin!r}")
    return found


def host(text: str) -> str:
    """An address or a name to listen on."""
    if not text.strip():
        raise InvalidValue("give an address or a host name, as 127.0.0.1 or 0.0.0.0")
    return text.strip()


def log_level(text: str) -> str:
    """One of ``LOG_LEVELS``, in small letters."""
    if text.lower() not in LOG_LEVELS:
        raise InvalidValue(f"choose one of {', '.join(LOG_LEVELS)}, not {text!r}")
    return text.lower()


def truth(text: str) -> bool:
    """Yes or no."""
    if text.lower() not in _TRUTH:
        raise InvalidValue(f"give 1 or true, 0 or false, not {text!r}")
    return _TRUTH[text.lower()]


def path(text: str) -> str:
    """The path of a file; an empty one is none."""
    if "\0" in text or not _is_unicode(text):
        raise InvalidValue(f"a path has no NUL in it and is UTF-8, not {text!r}")
    return text


def rate(text: str) -> rate_limit.Rate | None:
    """A rate; an empty text is no limit."""
    try:
        return rate_limit.parse(text) if text else None
    except ValueError as error:
        raise InvalidValue(str(error)) from None


def secret(text: str) -> str:
    """The key that tokens are signed with; an empty one is none."""
    if text == MASK:
        raise InvalidValue(
            "these stars stand for a secret that is not shown; give the secret itself"
        )
    if _KEY_PAIR.search(text):
        raise InvalidValue("a secret is a text that two sides share, not one of a pair of keys")
    if len(text) > _LONGEST_SECRET or not _is_unicode(text) or (text and not text.strip()):
        raise InvalidValue(
            f"a secret is UTF-8, not blank, and has at most {_LONGEST_SECRET} characters"
        )
    return text


def bearer_token(text: str) -> str:
    """A token that fits into an ``Authorization`` header; an empty one is none."""
    if not all("!" <= character <= "~" for character in secret(text)):
        raise InvalidValue("a token has letters, digits and signs of ASCII only, and no blanks")
    return text


def _is_unicode(text: str) -> bool:
    """Whether ``text`` can be written in UTF-8: what was no UTF-8 on its way in cannot."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
