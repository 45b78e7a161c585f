"""Starts a browser as its engine needs it.

Chromium is driven by its own protocol. A Firefox of the system is driven by WebDriver BiDi, the
standard for all browsers; Playwright's own build of Firefox has a protocol of Playwright.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Browser as Program
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Playwright

from alicebob.transport.find_browser import WAY_OUT, FoundBrowser, NoBrowser

_QUIET = (
    *("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--in-process-gpu"),
)
_SIZE = {"width": 640, "height": 480}  # pixels of a page: what is not drawn costs nothing
_STILL: Mapping[str, Any] = {"reduced_motion": "reduce"}  # a motion costs more than the chat
_STILL_FIREFOX = {"ui.prefersReducedMotion": 1}  # BiDi has no word for it
_CONTEXT: Mapping[str, Any] = {
    "viewport": _SIZE,
    "ignore_https_errors": True,  # a browser takes no certificates from a profile
    "service_workers": "block",  # they outlive the page of a user
}


@dataclass(frozen=True, slots=True)
class StartedBrowser:
    """A browser that runs, with the options of Playwright that its contexts have."""

    program: Program
    context: Mapping[str, Any]


async def launch(playwright: Playwright, found: FoundBrowser) -> StartedBrowser:
    """Start a browser, and see that it lets itself be driven. Raises ``NoBrowser``."""
    engine = getattr(playwright, found.engine)
    if found.program is None and not Path(engine.executable_path).exists():
        raise NoBrowser(_missing(found.engine))
    name = found.program or found.engine
    try:
        program = await engine.launch(executable_path=found.program, **_options(found))
    except PlaywrightError as error:
        raise NoBrowser(f"{name} does not start: {_first_line(error)}") from None
    started = StartedBrowser(program, _CONTEXT if _is_bidi(found) else {**_CONTEXT, **_STILL})
    try:
        await (await program.new_context(**started.context)).close()
    except PlaywrightError as error:
        await program.close()
        raise NoBrowser(
            f"{name} {program.version} cannot be driven by this version of Playwright: "
            f"{_first_line(error)}"
        ) from None
    return started


def _options(found: FoundBrowser) -> dict[str, Any]:
    if _is_bidi(found):
        return {"channel": "moz-firefox", "firefox_user_prefs": _STILL_FIREFOX}
    if found.engine == "firefox":
        return {}
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return {"args": [*_QUIET, *(["--no-sandbox"] if is_root else [])]}


def _is_bidi(found: FoundBrowser) -> bool:
    return found.engine == "firefox" and found.program is not None


def _missing(engine: str) -> str:
    if engine == "firefox":
        return (
            "there is no Firefox: install Debian's firefox-esr, or run `playwright install firefox`"
        )
    return f"there is no browser: {WAY_OUT}"


def _first_line(error: PlaywrightError) -> str:
    return error.message.splitlines()[0]
