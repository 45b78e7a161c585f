"""Names that look alike: the skeleton of UTS 39, and the comparison of names.

The table of confusable characters is Unicode's, from the package ``confusable_homoglyphs``.
"""

import json
import unicodedata
from functools import cache
from importlib import resources

from server.core.invisible import without_ignorable


def folded(name: str) -> str:
    """Return ``name`` in NFKC_Casefold: equal for names that differ only in case, in width or in
    characters that are not drawn."""
    visible = without_ignorable(unicodedata.normalize("NFKC", name))
    return unicodedata.normalize("NFKC", visible.casefold())


def skeleton(name: str) -> str:
    """Return the skeleton of ``name`` (UTS 39 §4): equal for names of confusable characters."""
    characters = without_ignorable(unicodedata.normalize("NFD", name))
    prototypes = _prototypes()
    mapped = "".join(prototypes.get(character, character) for character in characters)
    return unicodedata.normalize("NFD", mapped)


def look(name: str) -> frozenset[str]:
    """Return the keys of a name: two names that share a key look alike.

    The skeleton keeps letter case, so that of the folded name is a key, too: "AIice" looks like
    "Alice" as it is written, and "\u0430LICE", with a Cyrillic letter, like "alice" when folded.
    """
    plain = folded(name)
    return frozenset({plain, skeleton(name), skeleton(plain)})


def load() -> None:
    """Load the table of confusable characters, which takes a moment, before it is needed."""
    _prototypes()


@cache
def _prototypes() -> dict[str, str]:
    """Return the prototype of each confusable character.

    The package lists the characters that each one may be confused with: for a character that
    Unicode maps, only its prototype; for a prototype, all that are mapped to it. Of two characters
    that list only each other, the lower code point stands for both. A prototype may itself be made
    of characters that are mapped, so it is mapped once more. The package's own module would keep
    the whole table, which takes ten megabytes.
    """
    table = resources.files("confusable_homoglyphs").joinpath("confusables.json")
    only: dict[str, str] = {
        character: entries[0]["c"]
        for character, entries in json.loads(table.read_bytes()).items()
        if len(character) == 1 and len(entries) == 1
    }
    direct = {
        character: min(character, prototype) if only.get(prototype) == character else prototype
        for character, prototype in only.items()
    }
    return {
        character: "".join(direct.get(each, each) for each in unicodedata.normalize("NFD", text))
        for character, text in direct.items()
    }
