"""Converters from text to setting values. Each raises ``InvalidValue`` for invalid text.

An error message may show the invalid text, but never a secret.
"""

import ipaddress
import math
import os
import re
from collections.abc import Callable

from server.cluster import address
from server.core import rate_limit

LOG_LEVELS = ("debug", "info", "warning", "error")
LOG_FORMATS = ("text", "json")
MASK = "********"  # stands for a secret wherever settings are shown
_ORIGIN = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?")
_HOST_NAME = re.compile(r"[a-z0-9_]([a-z0-9_-]*\.?)+")
_LONGEST_NUMBER = 12  # digits
_LONGEST_SECRET = 4096  # characters
_KEY_PAIR = re.compile(r"----[- ]BEGIN |ssh-(rsa|dss|ed25519)|ecdsa-sha2-")
_PREFIX = re.compile(r"[A-Za-z0-9._:-]{1,64}")
UNIX = "unix:"  # begins a host that is the path of a socket
_LONGEST_UNIX = 107  # bytes of the path of a Unix socket
MEMORY, SQLITE = "memory", "sqlite:"
_TRUTH = {"1": True, "true": True, "0": False, "false": False}


class InvalidValue(ValueError):
    """A value is invalid. The message says which values are valid."""


def whole(minimum: int, maximum: int, what: str) -> Callable[[str], int]:
    """Return a converter to a whole number within bounds; error messages call it ``what``."""

    def convert(text: str) -> int:
        is_number = text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
        if not is_number or not minimum <= int(text) <= maximum:
            raise InvalidValue(
                f"{what} must be a whole number from {minimum} to {maximum}, not {text!r}"
            )
        return int(text)

    return convert


def seconds(text: str) -> float:
    """Convert a period of up to a day, in seconds; 0 means never."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 86_400:
        raise InvalidValue(f"give a number of seconds from 0 (disabled) to 86400, not {text!r}")
    return value


def origins(text: str) -> tuple[str, ...]:
    """Convert origins, separated by commas, to the form in which browsers send them."""
    found = tuple(part.strip().rstrip("/").lower() for part in text.split(",") if part.strip())
    for origin in found:
        if origin != "*" and not _ORIGIN.fullmatch(origin):
            raise InvalidValue(
                f"an origin must look like https://chat.example:8443, not {origin!r}"
            )
    return found


def host_names(text: str) -> tuple[str, ...]:
    """Convert host names, separated by commas, to lower case."""
    found = tuple(part.strip().rstrip(".").lower() for part in text.split(",") if part.strip())
    for name in found:
        if name != "*" and not _HOST_NAME.fullmatch(name):
            raise InvalidValue(f"a host name must look like chat.example, not {name!r}")
    return found


def networks(text: str) -> tuple[str, ...]:
    """Convert addresses and networks, separated by commas, to their usual form."""
    return tuple(_network(part.strip()) for part in text.split(",") if part.strip())


def _network(text: str) -> str:
    try:
        network = ipaddress.ip_network(text)
    except ValueError:
        raise InvalidValue(
            f"give an address or a network, such as 10.0.0.7 or 10.0.0.0/8, not {text!r}"
        ) from None
    return str(network if network.num_addresses > 1 else network.network_address)


def host(text: str) -> str:
    """Convert an address or a host name to listen on, or ``unix:PATH``."""
    if text.startswith(UNIX) and not 0 < len(os.fsencode(path(text[len(UNIX) :]))) <= _LONGEST_UNIX:
        raise InvalidValue(f"give a path of 1 to {_LONGEST_UNIX} bytes, such as {UNIX}/run/a.sock")
    if not text.strip():
        raise InvalidValue("give an address or a host name, such as 127.0.0.1 or 0.0.0.0")
    return text.strip()


def log_level(text: str) -> str:
    """Convert one of ``LOG_LEVELS`` to lower case."""
    if text.lower() not in LOG_LEVELS:
        raise InvalidValue(f"choose one of {', '.join(LOG_LEVELS)}, not {text!r}")
    return text.lower()


def log_format(text: str) -> str:
    """Convert one of ``LOG_FORMATS`` to lower case."""
    if text.lower() not in LOG_FORMATS:
        raise InvalidValue(f"choose one of {', '.join(LOG_FORMATS)}, not {text!r}")
    return text.lower()


def truth(text: str) -> bool:
    """Convert a boolean."""
    if text.lower() not in _TRUTH:
        raise InvalidValue(f"give 1, true, 0 or false, not {text!r}")
    return _TRUTH[text.lower()]


def path(text: str) -> str:
    """Check the path of a file; an empty text means no file."""
    if "\0" in text or not _is_unicode(text):
        raise InvalidValue(f"a path must be UTF-8 without NUL characters, not {text!r}")
    return text


def store(text: str) -> str:
    """Convert the place of the messages: memory, ``sqlite:PATH``, or the address of a store."""
    if text == MEMORY or (text.startswith(SQLITE) and path(text) != SQLITE):
        return text
    if not address.is_address(text):
        raise InvalidValue(f"give memory, sqlite:PATH or an address such as {address.EXAMPLE}")
    try:
        if address.password_of(address.checked(text)) == MASK:
            raise InvalidValue("the asterisks only stand for the password; give the password")
    except address.InvalidAddress as error:
        raise InvalidValue(str(error)) from None
    return text


def without_password(text: str) -> str:
    """Return the place of the messages with asterisks for its password."""
    return address.with_password(text, MASK) if address.is_address(text) else text


def prefix(text: str) -> str:
    """Check the beginning of the keys in a store."""
    if not _PREFIX.fullmatch(text):
        raise InvalidValue(
            f"a prefix must have 1 to 64 of the characters A-Z a-z 0-9 . _ : and -, not {text!r}"
        )
    return text


def node_timeout(text: str) -> float:
    """Convert the time after which a silent server counts as gone."""
    value = seconds(text)
    if value < 1:
        raise InvalidValue(f"give a number of seconds from 1 to 86400, not {text!r}")
    return value


def rate(text: str) -> rate_limit.Rate | None:
    """Convert a rate; an empty text means no limit."""
    try:
        return rate_limit.parse(text) if text else None
    except ValueError as error:
        raise InvalidValue(str(error)) from None


def secret(text: str) -> str:
    """Check the secret that tokens are signed with; an empty text means none."""
    if text == MASK:
        raise InvalidValue("the asterisks only stand for the secret; give the secret itself")
    if _KEY_PAIR.search(text):
        raise InvalidValue("a secret is a shared text, not a public or private key")
    if len(text) > _LONGEST_SECRET or not _is_unicode(text) or (text and not text.strip()):
        raise InvalidValue(
            f"a secret must be UTF-8, not blank, and at most {_LONGEST_SECRET} characters long"
        )
    return text


def bearer_token(text: str) -> str:
    """Check a token for an ``Authorization`` header; an empty text means none."""
    if not all("!" <= character <= "~" for character in secret(text)):
        raise InvalidValue("a token must consist of visible ASCII characters without spaces")
    return text


def _is_unicode(text: str) -> bool:
    """Return whether ``text`` can be encoded in UTF-8 (undecodable input cannot)."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
