"""A shortage is logged now and then, not each time; other failures are left to the event loop."""

import asyncio
import errno
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import uvloop

from server.config.settings import Settings
from server.web import accept_watch
from server.web.accept_watch import QUIET, ShortageLog
from server.web.listener import Site
from tests.server.support.fake_transport import JumpingLoop, it_is
from tests.server.support.http_clients import PAGE, limited_server

DEADLINE = 30.0  # seconds
ROOT = Path(__file__).parents[3]


loops = pytest.mark.parametrize(
    ("new_loop", "suspends"),
    [(asyncio.new_event_loop, False), (uvloop.new_event_loop, True)],
    ids=["asyncio", "uvloop"],
)


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


@loops
def test_a_server_waits_until_it_can_accept(
    new_loop: Callable[[], asyncio.AbstractEventLoop],
    suspends: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def short(_descriptor: int) -> None:
        raise shortage()

    async def story() -> None:
        async with limited_server(Settings()) as runner:
            [site] = runner.sites
            assert isinstance(site, Site)
            watch, where = site.watch, runner.addresses[0]
            with monkeypatch.context() as patch:
                patch.setattr(accept_watch, "expect_spare", short)
                watch.check()
                watch.check()
            assert watch.is_accepting != suspends
            reader, writer = await asyncio.open_connection(*where)
            writer.write(PAGE)
            watch.check()
            assert (await reader.readuntil(b"page")).startswith(b"HTTP/1.1 200")
            writer.close()

    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(asyncio.wait_for(story(), DEADLINE))


def test_descriptors_that_are_left_are_no_shortage() -> None:
    accept_watch.expect_spare(0)


def test_descriptors_that_are_not_left_are_a_shortage() -> None:
    """Tried in a process of its own, because a limit is for a whole process."""
    code = (
        "import os, resource; from server.web.accept_watch import expect_spare; "
        "used = len(os.listdir('/dev/fd')) + 1; "
        "resource.setrlimit(resource.RLIMIT_NOFILE, (used, used)); expect_spare(0)"
    )
    command = [sys.executable, "-c", code]
    end = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "Too many open files" in end.stderr
