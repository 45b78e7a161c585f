"""The choice of the users who are played on a page."""

from alicebob.dialects.plain import PLAIN
from alicebob.scenario.players import MOST_PAGES, Players, Via

PAGE = PLAIN  # any dialect will do


def on_pages(via: Via, labels: list[str]) -> list[str]:
    players = Players(via, PAGE)
    return [label for label in labels if players.dialect(label) is PAGE]


def test_with_sockets_nobody_is() -> None:
    assert on_pages(Via.SOCKET, ["Alice", "Bob"]) == []


def test_with_browsers_everybody_is() -> None:
    assert on_pages(Via.BROWSER, ["Alice", "Bob"]) == ["Alice", "Bob"]


def test_mixed_users_alternate() -> None:
    assert on_pages(Via.MIXED, ["Alice", "Bob", "Carol", "Dave"]) == ["Alice", "Carol"]


def test_a_user_stays_where_they_are() -> None:
    assert on_pages(Via.MIXED, ["Alice", "Alice", "Bob", "Alice"]) == ["Alice", "Alice", "Alice"]


def test_a_crowd_is_not_all_on_pages() -> None:
    assert len(on_pages(Via.BROWSER, [f"Reader {number}" for number in range(40)])) == MOST_PAGES


def test_those_for_whom_there_are_enough_pages_are_counted() -> None:
    players = Players(Via.MIXED, PAGE)
    for number in [*range(20), *range(20)]:
        players.dialect(f"Reader {number}")
    assert players.crowd == 10 - MOST_PAGES


def test_without_a_page_nobody_is() -> None:
    assert Players(Via.BROWSER).dialect("Alice") is None
