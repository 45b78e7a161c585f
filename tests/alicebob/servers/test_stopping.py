"""Stopping servers behind wrappers, in the background, and deaf to SIGTERM: nothing stays."""

import shutil
import signal
import sys
from pathlib import Path

import pytest

from alicebob.servers.family import Family
from alicebob.servers.process import Process, ServerDidNotStart
from tests.alicebob.support.awkward_servers import (
    COUNTS_SIGNALS,
    FORKS_AWAY,
    HANDS_ON_SIGNALS,
    HAS_A_DAEMON,
    PATIENCE,
    left_behind,
    reach,
    running,
    waits_on,
)

ONE_SIGNAL = 41  # the exit code of COUNTS_SIGNALS after one SIGTERM
PYTHON = sys.executable
STUBBORN = waits_on("127.0.0.1").replace(
    "signal.pause()", "signal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True: signal.pause()"
)


@pytest.mark.parametrize(
    "wrapper",
    [
        (),
        (PYTHON, "-c", HANDS_ON_SIGNALS),
        (PYTHON, "-c", HANDS_ON_SIGNALS, PYTHON, "-c", HANDS_ON_SIGNALS),
        ("/bin/sh", "-c", '"$@"; exit $?', "sh"),
        ("/bin/sh", "-c", '"$@" & wait $!', "sh"),
    ],
    ids=["none", "npm", "npm in npm", "shell", "background job"],
)
def test_a_server_behind_a_wrapper_gets_one_signal(wrapper: tuple[str, ...]) -> None:
    with running(*wrapper, PYTHON, "-c", COUNTS_SIGNALS) as process:
        process.terminate()
        assert process.wait(PATIENCE) == ONE_SIGNAL


@pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not installed")
def test_a_server_that_npm_starts_gets_one_signal(tmp_path: Path) -> None:
    program = tmp_path / "chat.py"
    program.write_text(COUNTS_SIGNALS)
    (tmp_path / "package.json").write_text(f'{{"scripts": {{"start": "{PYTHON} {program}"}}}}')
    quiet = {"NPM_CONFIG_UPDATE_NOTIFIER": "false", "NPM_CONFIG_CACHE": str(tmp_path / "cache")}
    with running("npm", "start", environment=quiet, folder=tmp_path) as process:
        process.terminate()
        assert process.wait(PATIENCE) == ONE_SIGNAL


def test_of_processes_that_share_a_port_the_one_that_started_them_is_the_server() -> None:
    forks = COUNTS_SIGNALS.replace("while True:", "os.fork()\nwhile True:")
    with running(PYTHON, "-c", HANDS_ON_SIGNALS, PYTHON, "-c", forks) as process:
        process.terminate()
        assert process.wait(PATIENCE) == ONE_SIGNAL


def test_a_server_that_goes_to_the_background_is_told_of_and_ended() -> None:
    process = Process([PYTHON, "-c", FORKS_AWAY], {})
    mark = process.mark
    with pytest.raises(ServerDidNotStart, match=r"its command has ended, and process \d+ \(py.*\)"):
        process.wait_until_ready(reach, PATIENCE)
    assert left_behind(mark) == []


def test_what_leaves_the_group_of_a_server_is_ended_with_it() -> None:
    with running(PYTHON, "-c", HAS_A_DAEMON) as process:
        mark = process.mark
        process.stop()
        assert left_behind(mark) == []


def test_what_left_a_server_that_died_is_ended_too() -> None:
    with running(PYTHON, "-c", HAS_A_DAEMON) as process:
        mark = process.mark
        process.terminate()
        process.wait(PATIENCE)
        process.stop()
        assert left_behind(mark) == []


def test_a_server_that_is_killed_leaves_nothing_behind() -> None:
    with running(PYTHON, "-c", HAS_A_DAEMON) as process:
        mark = process.mark
        process.kill()
        assert left_behind(mark) == []


def test_a_server_that_ignores_sigterm_is_killed_and_told_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("alicebob.servers.process.STOP_TIMEOUT", 0.01)
    with running(PYTHON, "-c", STUBBORN) as process:
        process.stop()
        assert process.exit_code == -signal.SIGKILL
        assert process.stop_note.startswith("The server did not end within 0.01 s of SIGTERM")


def test_of_a_server_that_ends_as_it_should_nothing_is_told() -> None:
    with running(PYTHON, "-c", waits_on("127.0.0.1")) as process:
        process.stop()
        assert process.stop_note == ""


def test_a_family_has_the_processes_that_come_from_it() -> None:
    with running("/bin/sh", "-c", '"$@"; exit', "sh", PYTHON, "-c", COUNTS_SIGNALS) as process:
        family = Family(process.mark, process.pid)
        assert process.pid in family.members()
        assert len(family.others()) == 1


def test_the_server_of_a_family_that_does_not_listen_is_its_first_process() -> None:
    with running(PYTHON, "-c", waits_on("127.0.0.1")) as process:
        assert Family("", process.pid).server(port=1) == process.pid
