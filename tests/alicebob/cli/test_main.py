"""The command: its subcommands, and what it says to those who mistype one."""

import subprocess
import sys
from pathlib import Path

import pytest

from alicebob import __version__
from alicebob.cli import main as command

ROOT = Path(__file__).parents[3]


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        command.main(["--version"])
    assert (end.value.code, capsys.readouterr().out) == (0, f"alicebob {__version__}\n")


def test_without_a_subcommand_the_help_page_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) == command.USAGE_ERROR
    assert "examples:" in capsys.readouterr().out


def test_the_help_page_lists_every_subcommand(capsys: pytest.CaptureFixture[str]) -> None:
    command.main([])
    page = capsys.readouterr().out
    assert [name for name in command.SUBCOMMANDS if f"\n    {name} " not in page] == []


def test_a_mistyped_subcommand_is_told_with_the_nearest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert command.main(["stepps"]) == command.USAGE_ERROR
    assert 'no subcommand "stepps"; did you mean "steps"?' in capsys.readouterr().err


def test_ctrl_c_ends_it_with_its_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("alicebob.cli.init.run", interrupted)
    assert command.main(["init"]) == command.INTERRUPTED


def test_a_console_without_unicode_gets_question_marks() -> None:
    end = subprocess.run(
        [sys.executable, "-m", "alicebob", "steps", "abruptly"],
        cwd=ROOT,
        env={"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        timeout=60,
    )
    assert (end.returncode, end.stderr) == (0, b"")
    assert b"\n??????" in end.stdout


def test_a_reader_that_has_seen_enough_is_no_mistake() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "alicebob", "steps", "--json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert (process.stderr.read(), process.wait(60)) == (b"", 0)
