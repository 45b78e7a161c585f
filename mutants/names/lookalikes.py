"""Faulty servers that take names for alike, or for different, when people would not."""

import unicodedata
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from server.core import lookalikes, name_index
from server.core.lookalikes import folded, look, skeleton
from server.core.name_index import NameIndex


@mutant("Names that differ only in their accents are treated as the same.")
def accents_ignored(patch: Patch) -> None:
    def bare(name: str) -> str:
        parts = unicodedata.normalize("NFKD", name)
        return "".join(part for part in parts if not unicodedata.combining(part))

    patch.replace(name_index, "look", lambda name: look(bare(name)))


@mutant("A taken name is recognised in another case, but not in another width.")
def case_alone_ignored(patch: Patch) -> None:
    patch.replace(lookalikes, "folded", lambda name: name.casefold())


@mutant("Names are compared in lower case, so a sharp s differs from ss.")
def compared_in_lower_case(patch: Patch) -> None:
    patch.replace(lookalikes, "folded", lambda name: unicodedata.normalize("NFKC", name).lower())


@mutant("A name is taken when it is the beginning of another user's name.")
def names_that_begin_alike(patch: Patch) -> None:
    def is_taken(self: NameIndex[Any], name: str) -> bool:
        return any(other.startswith(folded(name)) for other in self.taken or ())

    patch.replace(NameIndex, "is_taken", is_taken)


@mutant("A name is taken when it begins with another user's name.")
def names_that_go_on_alike(patch: Patch) -> None:
    def is_taken(self: NameIndex[Any], name: str) -> bool:
        return any(folded(name).startswith(other) for other in self.taken or ())

    patch.replace(NameIndex, "is_taken", is_taken)


@mutant("Names that differ only in their spaces are treated as the same.")
def spaces_ignored(patch: Patch) -> None:
    patch.replace(name_index, "look", lambda name: look(name.replace(" ", "")))


@mutant("A name that differs from a taken one only in case or width is free.")
def taken_by_spelling_only(patch: Patch) -> None:
    patch.replace(name_index, "look", lambda name: frozenset({name}))


@mutant("A taken name is recognised in another width, but not in another case.")
def width_alone_ignored(patch: Patch) -> None:
    patch.replace(lookalikes, "folded", lambda name: unicodedata.normalize("NFKC", name))


@mutant("A name is taken only by one that is equal after folding, whatever it looks like.")
def confusable_names_allowed(patch: Patch) -> None:
    patch.replace(name_index, "look", lambda name: frozenset({folded(name)}))


@mutant("Confusable names are recognised only in the spelling in which they are written.")
def confusables_compared_before_folding(patch: Patch) -> None:
    patch.replace(name_index, "look", lambda name: frozenset({folded(name), skeleton(name)}))


@mutant("Confusable names are recognised only after folding, so a capital I is no small l.")
def confusables_compared_after_folding(patch: Patch) -> None:
    patch.replace(
        name_index, "look", lambda name: frozenset({folded(name), skeleton(folded(name))})
    )


@mutant("Names that look like a reserved name may be used.")
def confusable_reserved_names_allowed(patch: Patch) -> None:
    sound = NameIndex.__init__

    def begin(self: NameIndex[Any], are_unique: bool) -> None:
        sound(self, are_unique)
        if self.taken is not None:
            self.taken.clear()

    patch.replace(NameIndex, "__init__", begin)


@mutant("A joiner makes a name differ from one that looks the same.")
def joiners_make_names_differ(patch: Patch) -> None:
    patch.replace(lookalikes, "without_ignorable", lambda text: text)
