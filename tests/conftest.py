"""Runs a test that is a coroutine in an event loop of its own, with a deadline against hanging, and
says at the end if the scripts of the page could not be tested.

Examples of hypothesis may take as long as the machine needs.
"""

import asyncio
import inspect
import shutil

import hypothesis
import pytest

from tests.alicebob.support.browsers import expect_browser
from tests.server.support.store_servers import NEITHER

hypothesis.settings.register_profile(
    "busy", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("busy")  # a busy machine makes no example wrong

DEADLINE = 20.0  # seconds; only a broken test ever gets there


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    arguments = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    asyncio.run(asyncio.wait_for(pyfuncitem.obj(**arguments), DEADLINE))
    return True


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs a browser where there is none."""
    if item.get_closest_marker("browser") is not None:
        expect_browser()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud which tests had no Node.js or no browser, also in a quiet run."""
    if shutil.which("node") is None:
        message = "NOT RUN: the tests of the page's scripts, because there is no Node.js."
        terminalreporter.write_line(message, red=True, bold=True)
    skipped = terminalreporter.stats.get("skipped", [])
    storeless = [each for each in skipped if NEITHER in str(each.longrepr)]
    if storeless:
        terminalreporter.write_line(f"{len(storeless)} tests {NEITHER}", yellow=True)
    without = [each for each in skipped if "no browser: " in str(each.longrepr)]
    if without:
        why = str(without[0].longrepr).partition("no browser: ")[2].rstrip("')")
        terminalreporter.write_line(
            f"{len(without)} tests not run: no browser ({why})", yellow=True
        )
