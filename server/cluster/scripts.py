"""The scripts that the store runs, each by itself and alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha1
from importlib import resources


@dataclass(frozen=True, slots=True)
class Script:
    """A script, and the digest by which the store knows it."""

    text: bytes
    digest: str

    def by_digest(
        self, keys: Sequence[str], arguments: Sequence[str | bytes | int]
    ) -> tuple[str | bytes | int, ...]:
        """Return the command that runs the script, if the store knows it."""
        return ("EVALSHA", self.digest, len(keys), *keys, *arguments)

    def by_text(
        self, keys: Sequence[str], arguments: Sequence[str | bytes | int]
    ) -> tuple[str | bytes | int, ...]:
        """Return the command that runs the script in any case."""
        return ("EVAL", self.text, len(keys), *keys, *arguments)


def _loaded(name: str) -> Script:
    text = resources.files("server.cluster").joinpath(name).read_bytes()
    return Script(text, sha1(text).hexdigest())


ROOM, NODES = _loaded("room.lua"), _loaded("nodes.lua")
SCRIPTS = (ROOM, NODES)
