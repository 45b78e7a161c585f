"""Runs a test that is a coroutine in an event loop of its own, with a deadline against hanging, and
says at the end if the scripts of the page could not be tested.

Examples of hypothesis may take as long as the machine needs.
"""

import asyncio
import inspect
import shutil

import hypothesis
import pytest

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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if shutil.which("node") is None:
        message = "NOT RUN: the tests of the page's scripts, because there is no Node.js."
        terminalreporter.write_line(message, red=True, bold=True)
