"""A browser for tests. Those that need one are skipped without it, by name, and the end of the run
says how many; where ``CHAT_REQUIRE_BROWSER`` is set they fail."""

import os
from functools import cache
from importlib.util import find_spec

import pytest

from alicebob.runner.pages import REQUIRED
from alicebob.transport.find_browser import NoBrowser

needs_browser = pytest.mark.browser
"""Marks a test that starts a browser."""


@cache
def why_no_browser() -> str:
    """Return the reason why there is no browser; "" if one starts."""
    if find_spec("playwright") is None:
        return "the package playwright is missing"
    from alicebob.transport.browser import Browser

    browser = Browser()
    try:
        browser.start()
    except NoBrowser as none:
        return str(none)
    finally:
        browser.close()
    return ""


def expect_browser() -> None:
    """Skip the test without a browser; fail if one is required."""
    why = why_no_browser()
    if why and os.environ.get(REQUIRED):
        pytest.fail(f"{REQUIRED} is set, and {why}")
    if why:
        pytest.skip(f"no browser: {why}")
