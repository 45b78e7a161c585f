"""Scenarios that are played through pages, and the reasons for which others are not."""

from pathlib import Path

import pytest

from alicebob.model.feature_mistake import SuiteMistake
from alicebob.record.verdicts import NO_BROWSER, NOT_PLAYED
from alicebob.runner.pages import REQUIRED, NotPlayed, Pages
from alicebob.scenario.players import Via
from alicebob.servers.page_limits import LIMITS
from alicebob.servers.profile import BadOption, Profile
from alicebob.servers.profile_file import read


def pages(via: Via, profile: Profile | None = None) -> Pages:
    return Pages(profile or read("reference"), via, 2.0, Path("pages"))


def why_not(
    *,
    asked: tuple[str, ...] = (),
    limits: tuple[str, ...] = (),
    is_bound: bool = False,
    is_named: bool = False,
    via: Via = Via.BROWSER,
) -> NotPlayed | None:
    return pages(via).why_not(asked, limits, is_bound, is_named)


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHAT_BROWSER", "/nowhere/chrome")
    monkeypatch.delenv(REQUIRED, raising=False)


def test_with_sockets_everything_is_played() -> None:
    assert why_not(via=Via.SOCKET, limits=("frames",), is_bound=True) is None


def test_a_scenario_with_a_limit_is_not_played() -> None:
    assert why_not(limits=("frames",)) == NotPlayed(NOT_PLAYED, LIMITS["frames"])


def test_a_scenario_about_one_wire_is_not_played() -> None:
    assert why_not(is_bound=True) == NotPlayed(NOT_PLAYED, LIMITS["dialect"])


def test_what_no_page_can_promise_is_not_played() -> None:
    found = why_not(asked=("messages", "binary"))
    assert found == NotPlayed(NOT_PLAYED, "a page makes all handshakes and frames itself")


@pytest.mark.usefixtures("no_browser")
def test_without_a_browser_a_scenario_is_not_run() -> None:
    found = why_not(asked=("messages",))
    assert found is not None
    assert found.verdict == NO_BROWSER
    assert "there is no program at this path" in found.why


@pytest.mark.usefixtures("no_browser")
def test_a_scenario_that_names_a_browser_needs_one_whatever_the_run() -> None:
    found = why_not(is_named=True, via=Via.SOCKET)
    assert found is not None
    assert found.verdict == NO_BROWSER


@pytest.mark.usefixtures("no_browser")
def test_a_required_browser_is_no_small_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(REQUIRED, "1")
    with pytest.raises(SuiteMistake, match="CHAT_REQUIRE_BROWSER is set, and CHAT_BROWSER is"):
        why_not()


def test_a_run_through_pages_needs_a_page() -> None:
    with pytest.raises(BadOption, match="needs a \\[page\\] in the profile"):
        pages(Via.MIXED, Profile("theirs"))


def test_a_scenario_that_names_a_browser_needs_a_page() -> None:
    found = pages(Via.SOCKET, Profile("theirs")).why_not((), (), False, True)
    assert found == NotPlayed(NOT_PLAYED, "the profile has no [page] (docs/pages.md)")
