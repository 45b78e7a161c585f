"""Says loudly when the page's scripts could not be tested."""

import shutil

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if shutil.which("node") is None:
        message = "NOT RUN: the tests of the page's scripts, because there is no Node.js."
        terminalreporter.write_line(message, red=True, bold=True)
