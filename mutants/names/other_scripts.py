"""Faulty servers that compare names well in ASCII only."""

import unicodedata

from mutants.patch import Patch
from mutants.registry import mutant
from server.core import lookalikes, name_index, names


def _ascii_lower(name: str) -> str:
    return "".join(letter.lower() if letter.isascii() else letter for letter in name)


@mutant("Case is ignored in ASCII letters only.")
def case_of_ascii_ignored(patch: Patch) -> None:
    patch.replace(
        name_index,
        "look",
        lambda name: frozenset({_ascii_lower(unicodedata.normalize("NFKC", name))}),
    )


@mutant("Names are compared as they were typed, composed or decomposed.")
def composition_makes_names_differ(patch: Patch) -> None:
    patch.replace(names, "composed", lambda raw: raw.strip())
    patch.replace(name_index, "look", lambda name: frozenset({name.casefold()}))


@mutant("A sigma at the end of a name differs from any other.")
def final_sigma_differs(patch: Patch) -> None:
    sound = lookalikes.folded
    patch.replace(
        lookalikes,
        "folded",
        lambda name: sound(name) + ("ς" if name.endswith("ς") else ""),
    )
    patch.replace(name_index, "look", lambda name: frozenset({lookalikes.folded(name)}))


@mutant("A name beyond ASCII is free again only in the spelling that its user had.")
def free_again_in_one_spelling(patch: Patch) -> None:
    sound = name_index.NameIndex.remove
    kept: dict[str, str] = {}

    def remove(self: name_index.NameIndex[object], member: object, name: str) -> None:
        sound(self, member, name)
        if not name.isascii():
            kept[lookalikes.folded(name)] = name

    is_taken = name_index.NameIndex.is_taken

    def taken(self: name_index.NameIndex[object], name: str) -> bool:
        is_foreign = kept.get(lookalikes.folded(name), name) != name
        return is_taken(self, name) or (self.taken is not None and is_foreign)

    patch.replace(name_index.NameIndex, "remove", remove)
    patch.replace(name_index.NameIndex, "is_taken", taken)


@mutant("Reserved names are recognised in lower and upper case only, not in other letters.")
def reserved_names_in_other_letters(patch: Patch) -> None:
    patch.replace(names, "folded", lambda name: name.lower())
