"""``python -m server token NAME``: a token for trying, or a sentence."""

import subprocess
import sys
from pathlib import Path

import pytest

from server.auth.authenticate import Identity, identity
from server.cli.token import main
from tests.server.cli.test_serve import CANNOT_START, CLEAN, PATIENCE, ROOT

NOW = 1_800_000_000.0  # seconds since the epoch
SECRET = "hush, this is one that nobody else knows"
ENVIRONMENT = {"CHAT_AUTH_SECRET": SECRET}

Printed = pytest.CaptureFixture[str]


def made(printed: Printed, arguments: list[str], environment: dict[str, str]) -> Identity:
    """The identity that the printed token proves."""
    assert main(arguments, environment, lambda: NOW) == 0
    return identity(printed.readouterr().out.rstrip("\n"), SECRET, NOW)


def refusal(printed: Printed, arguments: list[str], environment: dict[str, str]) -> str:
    with pytest.raises(SystemExit) as end:
        main(arguments, environment, lambda: NOW)
    assert end.value.code == CANNOT_START
    out, sentence = printed.readouterr()
    assert (out, sentence.count("\n")) == ("", 1)
    return sentence


def test_a_token_is_good_for_an_hour(capsys: Printed) -> None:
    assert made(capsys, ["Alice"], ENVIRONMENT) == Identity("Alice", NOW + 3600)


@pytest.mark.parametrize(
    ("text", "seconds"), [("1s", 1), ("90m", 5400), ("2h", 7200), ("7d", 604_800)]
)
def test_or_as_long_as_it_is_asked_for(text: str, seconds: int, capsys: Printed) -> None:
    assert made(capsys, ["Alice", "--for", text], ENVIRONMENT).expires == NOW + seconds


def test_the_secret_may_be_a_flag(capsys: Printed) -> None:
    assert made(capsys, ["--auth-secret", SECRET, "Alice"], {}).name == "Alice"


def test_the_secret_may_stand_in_a_file(tmp_path: Path, capsys: Printed) -> None:
    file = tmp_path / "chat.toml"
    file.write_text(f'auth-secret = "{SECRET}"\nport = 3000')
    assert made(capsys, ["Alice", "--config", str(file)], {}).name == "Alice"
    assert made(capsys, ["Alice"], {"CHAT_CONFIG": str(file)}).name == "Alice"


def test_the_name_is_as_everybody_will_see_it(capsys: Printed) -> None:
    assert made(capsys, [" Zoe\u0308 "], ENVIRONMENT).name == "Zo\u00eb"


@pytest.mark.parametrize("environment", [{}, {"CHAT_AUTH_SECRET": ""}])
def test_without_a_secret_there_is_no_token(environment: dict[str, str], capsys: Printed) -> None:
    assert "CHAT_AUTH_SECRET" in refusal(capsys, ["Alice"], environment)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ([], "NAME"),
        ([""], "name"),
        (["system"], "reserved"),
        (["a\x00b"], "control"),
        (["\udcff"], "control"),
        (["Ann", "Lee"], "quote values"),
        (["Ann", "--for", "soon"], "--for"),
        (["Ann", "--for", "0s"], "--for"),
        (["Ann", "--for", "3651d"], "--for"),
        (["Ann", "--for", "1h30m"], "--for"),
        (["Ann", "--for="], "--for"),
        (["Ann", "--port", "1"], "--port"),
        (["Ann", "--config", "/none.toml"], "/none.toml"),
        (["Ann", "--auth-secret", "********"], "asterisks"),
    ],
)
def test_invalid_input_is_rejected_with_a_sentence(
    arguments: list[str], word: str, capsys: Printed
) -> None:
    assert word in refusal(capsys, arguments, ENVIRONMENT)


def token(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "server", "token", *arguments],
        cwd=ROOT,
        env=CLEAN,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


def test_the_program_prints_the_token_and_nothing_else() -> None:
    end = token("Alice", "--auth-secret", "short")
    assert (end.returncode, end.stdout.count("."), end.stderr) == (0, 2, "")


def test_the_program_explains_itself() -> None:
    end = token("--help")
    assert (end.returncode, "--for" in end.stdout, "CHAT_AUTH_SECRET" in end.stdout) == (0, 1, 1)
