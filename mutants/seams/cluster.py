"""Change what several servers of one chat share: the scripts of the store, and the replicas."""

from collections.abc import Callable
from hashlib import sha1
from typing import Any

from mutants.patch import Patch
from server.cluster import scripts
from server.cluster.entries import Entry, Publication
from server.cluster.replica import Placed, Replica
from server.core.effects import Effect

Effects = list[Effect[Any]]
Change = Callable[[Replica[Any], Placed[Any], Effects], Effects]


def script_with(patch: Patch, name: str, old: str, new: str) -> None:
    """Put ``new`` in the place of ``old`` in the script ``ROOM`` or ``NODES``. Raises
    ``AttributeError`` if the script does not have it."""
    script = getattr(scripts, name)
    text = script.text.decode()
    if old not in text:
        raise AttributeError(f"the script {name} has no {old!r}")
    body = text.replace(old, new).encode()
    changed = scripts.Script(body, sha1(body).hexdigest())
    patch.replace(scripts, name, changed)
    both = tuple(changed if each is script else each for each in scripts.SCRIPTS)
    patch.replace(scripts, "SCRIPTS", both)


def effects_with(
    patch: Patch,
    change: Callable[[Replica[Any], Placed[Any], list[Effect[Any]]], list[Effect[Any]]],
) -> None:
    """Have ``change(replica, placed, effects)`` say what an entry that has its turn does."""
    sound = Replica._effects

    def effects(self: Replica[Any], placed: Placed[Any]) -> Effects:
        return change(self, placed, sound(self, placed))

    patch.replace(Replica, "_effects", effects)


def relayed_with(patch: Patch, change: Callable[[list[Entry]], list[Entry]]) -> None:
    """Have ``change`` say what another server is taken to have published; as many as there were."""
    sound = Publication.entries

    def entries(self: Publication) -> list[Entry]:
        return change(sound(self))

    patch.replace(Publication, "entries", entries)
