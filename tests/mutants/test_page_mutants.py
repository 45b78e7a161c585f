"""Each mutant of the page changes what the page has: a text that it lacks would change nothing."""

from typing import Any

import pytest

from mutants.patch import Patch
from mutants.registry import Mutant, all_mutants
from mutants.seams.page_assets import NoSuchText, change_asset
from server.web import static_files

CHANGES = [
    each for each in all_mutants().values() if "change_asset" in each.change.__code__.co_names
]
SOUND = static_files.load()


class Replacements(Patch):
    """Keeps what a mutant would replace."""

    def __init__(self) -> None:
        self.parts: list[Any] = []

    def replace(self, owner: object, name: str, part: Any) -> None:
        assert (owner, name) == (static_files, "load")
        self.parts.append(part)


@pytest.mark.parametrize("mutant", CHANGES, ids=[each.id for each in CHANGES])
def test_a_mutant_of_the_page_changes_its_assets(mutant: Mutant) -> None:
    patch = Replacements()
    mutant.change(patch)
    [load] = patch.parts
    assert load() != SOUND


@pytest.mark.parametrize(
    ("asset", "text"), [("chat.js", "no such text"), ("chat.js", "import "), ("no.js", "import ")]
)
def test_a_change_of_what_is_not_there_once_is_an_error(asset: str, text: str) -> None:
    with pytest.raises(NoSuchText):
        change_asset(Patch(), asset, text, "")
