"""Promises: their levels, and the pages that explain them."""

import re
from pathlib import Path

import pytest

from alicebob.servers.promises import LEVELS, NEEDS_OWN_SERVER, PROMISES, given

DOCS = Path(__file__).parents[3] / "docs"
ROW = re.compile(r"^\| `([\w-]+)` \| (.+?) \|", re.MULTILINE)


def rows_of(page: str, title: str) -> list[tuple[str, str]]:
    """The first two cells of the rows with a name in code below a heading."""
    text = (DOCS / page).read_text().partition(f"## {title}\n")[2].partition("\n## ")[0]
    return [(name, cell) for name, cell in ROW.findall(text)]


def test_each_promise_belongs_to_one_level() -> None:
    names = [name for promises in LEVELS.values() for name in promises]
    assert sorted(names) == sorted(set(names))


def test_no_promise_has_the_name_of_a_level() -> None:
    assert set(LEVELS) & set(PROMISES) == set()


def test_what_needs_an_own_server_is_promised_somewhere() -> None:
    assert set(PROMISES) >= NEEDS_OWN_SERVER


def test_the_page_is_no_part_of_the_core() -> None:
    assert "page" not in given(["core"])


@pytest.mark.parametrize("level", ["core", "chat", "extended", "web", "operations"])
def test_no_level_that_others_promise_judges_the_page_of_the_reference_server(level: str) -> None:
    assert "page-in-browser" not in given([level])


def test_the_name_of_a_level_stands_for_its_promises() -> None:
    assert given(["chat", "page"]) == {*LEVELS["chat"], "page"}


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(KeyError, match="kore"):
        given(["kore"])


def test_the_guide_has_the_sentence_of_each_promise() -> None:
    assert rows_of("judging.md", "Promises") == list(PROMISES.items())


@pytest.mark.parametrize("level", LEVELS)
def test_the_guide_has_each_promise_below_its_level(level: str) -> None:
    text = (DOCS / "judging.md").read_text()
    below = text.partition(f"\n### `{level}`")[2].partition("\n#")[0]
    assert [name for name, _ in ROW.findall(below)] == list(LEVELS[level])


def test_the_protocol_says_what_a_server_needs_for_each_promise() -> None:
    assert [name for name, _ in rows_of("protocol.md", "Promises")] == list(PROMISES)
