"""Variables of the environment: a misspelt one is an error, as a misspelt flag is."""

import re
from collections.abc import Mapping

from server.config.nearest import question
from server.config.options import CONFIG_VARIABLE, OPTIONS
from server.config.program import VARIABLE
from server.config.values import InvalidValue

_PREFIX = "CHAT_"
_KNOWN = {option.variable for option in OPTIONS} | {CONFIG_VARIABLE, VARIABLE}
# The suite and its tests have some, and Kubernetes sets others for a service called "chat".
_OTHERS = re.compile(r"CHAT_(BROWSER|REQUIRE_\w+|SERVICE_\w+|PORT_\d+_\w+)")
_LINK = re.compile(r"(tcp|udp|sctp)://.*")  # the value of CHAT_PORT that Kubernetes sets


def expect_known(environment: Mapping[str, str]) -> None:
    """Raise ``InvalidValue`` for variables that begin with ``CHAT_`` and are no settings."""
    unknown = [name for name, value in environment.items() if _is_unknown(name, value)]
    if unknown:
        name = min(unknown)
        raise InvalidValue(f"unknown variable {name!a}{_question(name)}; unset it, or correct it")


def _question(name: str) -> str:
    """Compare the names without their prefix, which says nothing, and which PORT lacks."""
    known = {each.removeprefix(_PREFIX): each for each in _KNOWN}
    return question(name.removeprefix(_PREFIX), known)


def _is_unknown(name: str, value: str) -> bool:
    if not name.startswith(_PREFIX) or name in _KNOWN or _OTHERS.fullmatch(name):
        return False
    return not (name == "CHAT_PORT" and _LINK.fullmatch(value))
