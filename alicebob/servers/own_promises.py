"""A team's own promises: the table ``[own_promises]`` of a profile, each name with its sentence."""

import re
from collections.abc import Mapping

from alicebob.servers.promises import LEVELS, PROMISES

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")  # it follows "@promise." in a tag


def read_own_promises(content: Mapping[str, object]) -> dict[str, str]:
    """Return the promises of the team that wrote the profile. Raises ``ValueError`` with a
    sentence."""
    own = content.get("own_promises", {})
    if not isinstance(own, dict) or not all(_is_text(sentence) for sentence in own.values()):
        raise ValueError('own_promises must be a table of names with sentences, name = "sentence"')
    for name in own:
        if name in PROMISES or name in LEVELS:
            raise ValueError(f'own_promises: "{name}" is a promise of the suite: call yours other')
        if not _NAME.fullmatch(name):
            raise ValueError(
                f'own_promises: "{name}" cannot follow @promise. in a tag: use small letters, '
                "digits, - and _"
            )
    return own


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value.strip() != ""
