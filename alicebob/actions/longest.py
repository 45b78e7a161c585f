"""The longest text and name that a server allows, by the facts of its profile."""

from alicebob.scenario.scenario import Scenario

_BYTES, _USUAL_BYTES = 65_535, 1_000  # of a text: with the promise `long`, and without it
_CHARACTERS, _USUAL_CHARACTERS = 64, 16  # of a name: with the promise `long-names`, and without it


def text(scenario: Scenario) -> str:
    """Return a text of the greatest length that the profile states, up to 65,535 bytes; each part
    of it is different, so that nothing can be left out unseen."""
    server = scenario.server
    stated = () if server.facts is None else (server.facts.max_bytes, server.facts.max_characters)
    usual = _BYTES if "long" in server.promises else _USUAL_BYTES
    limits = [limit for limit in stated if limit is not None]
    length = min(_BYTES, *limits) if limits else usual
    return "-".join(map(str, range(length)))[:length]


def name(scenario: Scenario) -> str:
    """Return a name of the greatest length that the profile states, up to 64 characters."""
    server = scenario.server
    stated = None if server.facts is None else server.facts.max_name
    usual = _CHARACTERS if "long-names" in server.promises else _USUAL_CHARACTERS
    length = usual if stated is None else min(stated, _CHARACTERS)
    return "".join(chr(ord("a") + place % 26) for place in range(length))
