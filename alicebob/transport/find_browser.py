"""Finds a browser on this machine."""

import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from alicebob.model.feature_mistake import way_out

VARIABLE = "CHAT_BROWSER"
PROGRAMS: Mapping[str, tuple[str, ...]] = {
    "chromium-headless-shell": ("chromium-headless-shell", "chrome-headless-shell"),
    "chromium": ("chromium", "chromium-browser"),
    "google-chrome": ("google-chrome", "google-chrome-stable"),
}
"""The browsers that are looked for, in this order, each with the names of its program."""
FIREFOX = ("firefox-esr", "firefox")
"""The programs of Firefox, which is taken only where it is asked for."""
OWN = {"playwright": "chromium", "firefox": "firefox"}
"""Browsers that Playwright itself installs."""
WAY_OUT = (
    "install Debian's chromium, or run `playwright install chromium`, or set "
    f"{VARIABLE} to the path of a Chromium"
)


class NoBrowser(Exception):
    """Raised where there is no browser, with a sentence that says what would do."""


@dataclass(frozen=True, slots=True)
class FoundBrowser:
    """A browser: its engine, as Playwright calls it, and its program; None for Playwright's own."""

    engine: str
    program: str | None


def find_browser(environment: Mapping[str, str] = os.environ) -> FoundBrowser:
    """Return the browser that ``CHAT_BROWSER`` names, by a name or a path, or else the first that
    is there. Raises ``NoBrowser`` if the named one is not."""
    named = environment.get(VARIABLE, "")
    if "/" in named:
        if not os.access(named, os.X_OK):
            raise NoBrowser(f"{VARIABLE} is {named}, and there is no program at this path")
        engine = "firefox" if Path(named).name.startswith("firefox") else "chromium"
        return FoundBrowser(engine, named)
    if named in OWN:
        programs = FIREFOX if named == "firefox" else ()
        return FoundBrowser(OWN[named], _first(programs, environment))
    if named and named not in PROGRAMS:
        known = {*PROGRAMS, *OWN}
        raise NoBrowser(f'{VARIABLE} is "{named}"{way_out(named, sorted(known))}')
    names = PROGRAMS[named] if named else (n for names in PROGRAMS.values() for n in names)
    path = _first(names, environment)
    if named and path is None:
        raise NoBrowser(f"{VARIABLE} is {named}, which is not installed: {WAY_OUT}")
    return FoundBrowser("chromium", path)


def _first(names: Iterable[str], environment: Mapping[str, str]) -> str | None:
    """Return the path of the first program that is installed."""
    paths = (shutil.which(name, path=environment.get("PATH")) for name in names)
    return next(filter(None, paths), None)
