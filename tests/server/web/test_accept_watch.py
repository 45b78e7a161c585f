"""A shortage is logged now and then, not each time; other failures are left to the event loop."""

import asyncio
import errno
import logging
import os

import pytest

from server.web.accept_watch import QUIET, ShortageLog
from tests.server.support.fake_transport import JumpingLoop, it_is


def shortage() -> OSError:
    return OSError(errno.EMFILE, os.strerror(errno.EMFILE))


def reported(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [each.getMessage() for each in caplog.records if "cannot be accepted" in each.msg]


def test_many_failures_are_one_line(caplog: pytest.LogCaptureFixture) -> None:
    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        loop = runner.get_loop()
        ShortageLog(loop)
        for _ in range(1000):
            loop.call_exception_handler({"message": "accept", "exception": shortage()})
    assert len(reported(caplog)) == 1
    assert "Too many open files" in reported(caplog)[0]


def test_a_shortage_that_lasts_is_logged_again(caplog: pytest.LogCaptureFixture) -> None:
    async def last(log: ShortageLog) -> None:
        for _ in range(3):
            log.report(shortage())
            await it_is(asyncio.get_running_loop().time() + QUIET)

    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        runner.run(last(ShortageLog(runner.get_loop())))
    assert len(reported(caplog)) == 3


@pytest.mark.parametrize("error", [ValueError(), OSError(errno.EPERM, "no"), None])
def test_other_failures_are_left_to_others(
    error: Exception | None, caplog: pytest.LogCaptureFixture
) -> None:
    with asyncio.Runner() as runner, caplog.at_level(logging.ERROR):
        loop = runner.get_loop()
        ShortageLog(loop)
        loop.call_exception_handler({"message": "something else", "exception": error})
    assert ("something else" in caplog.text, reported(caplog)) == (True, [])
