"""The search for a browser."""

import os
from pathlib import Path

import pytest

from alicebob.transport.find_browser import FoundBrowser, NoBrowser, find_browser


def install(folder: Path, *names: str) -> str:
    for name in names:
        program = folder / name
        program.write_text("#!/bin/sh\n")
        os.chmod(program, 0o755)
    return str(folder)


def test_the_quickest_browser_is_preferred(tmp_path: Path) -> None:
    path = install(tmp_path, "google-chrome", "chromium", "chromium-headless-shell")
    found = find_browser({"PATH": path})
    assert found == FoundBrowser("chromium", str(tmp_path / "chromium-headless-shell"))


def test_without_any_playwright_may_have_one(tmp_path: Path) -> None:
    assert find_browser({"PATH": str(tmp_path)}) == FoundBrowser("chromium", None)


def test_a_browser_can_be_named(tmp_path: Path) -> None:
    path = install(tmp_path, "google-chrome-stable", "chromium")
    found = find_browser({"PATH": path, "CHAT_BROWSER": "google-chrome"})
    assert found == FoundBrowser("chromium", str(tmp_path / "google-chrome-stable"))


def test_a_browser_can_be_a_path(tmp_path: Path) -> None:
    path = f"{install(tmp_path, 'my-own')}/my-own"
    assert find_browser({"CHAT_BROWSER": path}) == FoundBrowser("chromium", path)


@pytest.mark.parametrize("name", ["firefox-esr", "firefox"])
def test_firefox_is_taken_where_it_is_asked_for(tmp_path: Path, name: str) -> None:
    path = install(tmp_path, name)
    asked = {"PATH": path, "CHAT_BROWSER": "firefox"}
    assert find_browser(asked) == FoundBrowser("firefox", f"{path}/{name}")
    assert find_browser({"CHAT_BROWSER": f"{path}/{name}"}) == FoundBrowser(
        "firefox", f"{path}/{name}"
    )
    assert find_browser({"PATH": path}) == FoundBrowser("chromium", None)


def test_without_a_firefox_playwright_may_have_one(tmp_path: Path) -> None:
    found = find_browser({"PATH": str(tmp_path), "CHAT_BROWSER": "firefox"})
    assert found == FoundBrowser("firefox", None)


@pytest.mark.parametrize(
    ("named", "why"),
    [
        ("chromium", "CHAT_BROWSER is chromium, which is not installed"),
        ("cromium", 'CHAT_BROWSER is "cromium"; did you mean "chromium"?'),
        ("/nowhere/chrome", "there is no program at this path"),
    ],
)
def test_a_named_browser_must_be_there(tmp_path: Path, named: str, why: str) -> None:
    with pytest.raises(NoBrowser, match="CHAT_BROWSER") as none:
        find_browser({"PATH": str(tmp_path), "CHAT_BROWSER": named})
    assert why in str(none.value)
