"""Finds a browser on this machine."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass

from alicebob.model.feature_mistake import way_out

VARIABLE = "CHAT_BROWSER"
PROGRAMS: Mapping[str, tuple[str, ...]] = {
    "chromium-headless-shell": ("chromium-headless-shell", "chrome-headless-shell"),
    "chromium": ("chromium", "chromium-browser"),
    "google-chrome": ("google-chrome", "google-chrome-stable"),
}
"""The browsers that are looked for, in this order, each with the names of its program."""
OWN = {"playwright": "chromium", "firefox": "firefox"}
"""Browsers that Playwright itself installs: it drives no other Firefox than its own."""
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
        return FoundBrowser("chromium", named)
    if named in OWN:
        return FoundBrowser(OWN[named], None)
    if named and named not in PROGRAMS:
        known = {*PROGRAMS, *OWN}
        raise NoBrowser(f'{VARIABLE} is "{named}"{way_out(named, sorted(known))}')
    for program in PROGRAMS[named] if named else (n for names in PROGRAMS.values() for n in names):
        path = shutil.which(program, path=environment.get("PATH"))
        if path is not None:
            return FoundBrowser("chromium", path)
    if named:
        raise NoBrowser(f"{VARIABLE} is {named}, which is not installed: {WAY_OUT}")
    return FoundBrowser("chromium", None)
