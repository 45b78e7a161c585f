"""A misspelt variable or flag is an error that names the most similar one."""

import pytest

import alicebob
from server.config.settings import Settings, read
from tests.server.config.test_settings import refusal


@pytest.mark.parametrize(
    ("name", "value", "meant"),
    [
        ("CHAT_HEARTBEET", "3", " (did you mean CHAT_HEARTBEAT?)"),
        ("CHAT_PORT", "8080", " (did you mean PORT?)"),
        ("CHAT_TRUST_PROXY", "10.0.0.7", " (did you mean CHAT_TRUSTED_PROXY?)"),
        ("CHAT_\udcff", "", ""),
        ("CHAT_ZZZZZZZZ", "", ""),
    ],
)
def test_an_unknown_variable_is_rejected_with_the_most_similar_one(
    capsys: pytest.CaptureFixture[str], name: str, value: str, meant: str
) -> None:
    words = refusal(capsys, [], {name: value})
    assert f"unknown variable {name!a}{meant}; " in words


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CHAT_PORT", "tcp://10.0.0.1:80"),
        ("CHAT_PORT_80_TCP_ADDR", "10.0.0.1"),
        ("CHAT_SERVICE_HOST", "10.0.0.1"),
        ("CHAT_REQUIRE_BROWSER", "1"),
        ("CHAT_PROGRAM", "alicebob serve"),
        ("CHATTER", "1"),
        ("chat_heartbeet", "3"),
    ],
)
def test_variables_of_others_are_no_settings(name: str, value: str) -> None:
    assert read([], {name: value}) == Settings()


def test_an_unknown_flag_is_rejected_with_the_most_similar_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = refusal(capsys, ["--hartbeat=3", "--zzz", "-x"], {})
    assert "unknown flag --hartbeat (did you mean --heartbeat?), --zzz, -x (see" in words


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        read(["--version"], {"CHAT_HEARTBEET": "3"})
    assert (end.value.code, capsys.readouterr().out) == (0, f"alicebob {alicebob.__version__}\n")
