"""A tab that one user after the other uses, also at several servers."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from alicebob.model.facts import Facts
from alicebob.wires.page import ChatPage
from alicebob.wires.reading_page import read_page
from alicebob.wires.toml_table import TomlTable
from tests.alicebob.support.small_page import PATIENCE, PROFILE, served

if TYPE_CHECKING:
    from alicebob.transport.browser import Browser

pytestmark = pytest.mark.browser
KEPT = "() => [localStorage.kept ?? null, sessionStorage.kept ?? null]"
KEEP = """() => {
  const keep = () => (localStorage.kept = sessionStorage.kept = "mine");
  keep();
  addEventListener("pagehide", keep);
}"""


@pytest.fixture
def browser() -> Iterator["Browser"]:
    from alicebob.transport.browser import Browser  # where there is Playwright

    browser = Browser()
    browser.start()
    yield browser
    browser.close()


async def visit(browser: "Browser", table: ChatPage, urls: list[str]) -> list[object]:
    """Use one tab at one address after the other, and return what each visit found."""
    from alicebob.transport.page_tab import PageTab

    context = await browser.new_context()
    tab = await PageTab.open(context, table)
    found = []
    for url in urls:
        assert tab.was_at(url) or await tab.move()
        tab.begin(lambda _news: None, lambda: None)
        await tab.go(url, {}, PATIENCE)
        found.append(await context.pages[0].evaluate(KEPT))
        await context.pages[0].evaluate(KEEP)
        assert await tab.empty(is_out=True)
    return found


def test_a_tab_that_goes_to_another_server_and_back_keeps_nothing(
    browser: "Browser", tmp_path: Path
) -> None:
    table = read_page(TomlTable.of_file("chat.toml", PROFILE), Facts())
    assert table is not None
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    with served(here) as one, served(there) as other:
        urls = [
            f"http://127.0.0.1:{one.port}/page.html",
            f"http://localhost:{other.port}/page.html",
        ]
        found = browser.submit(visit(browser, table, [*urls, *urls])).result(4 * PATIENCE)
    assert found == [[None, None]] * 4
