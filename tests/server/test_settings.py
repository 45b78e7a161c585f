"""Flags over environment over defaults; nonsense ends the program with a sentence."""

import pytest

from server.settings import OPTIONS, Settings, read

CANNOT_START = 2  # exit code
TOO_MUCH = 2**31

NONSENSE = [
    ("--port", ["-1", "65536", "8o80", "", "80.0", "\u0663", "1_0"]),
    ("--host", ["", "  "]),
    ("--heartbeat", ["soon", "-1", "nan", "inf", "86401", ""]),
    ("--idle-timeout", ["soon", "-0.5", "nan", "1e9"]),
    ("--max-connections", ["0", "-5", "many", "1000001", "1.5"]),
    ("--max-frame", ["0", "512K", str(TOO_MUCH)]),
    ("--send-buffer", ["0", "1M", str(TOO_MUCH)]),
    ("--allow-origin", ["chat.example", "ftp://chat.example", "https://a.example,b.example"]),
    ("--log-level", ["loud", "warn"]),
]
VARIABLES = {option.flag: option.variable for option in OPTIONS}


def refusal(
    capsys: pytest.CaptureFixture[str], arguments: list[str], environment: dict[str, str]
) -> str:
    """The sentence with which such a start is refused."""
    with pytest.raises(SystemExit) as end:
        read(arguments, environment)
    assert end.value.code == CANNOT_START
    return capsys.readouterr().err.strip().splitlines()[-1]


def each(nonsense: list[tuple[str, list[str]]]) -> list[tuple[str, str]]:
    return [(flag, text) for flag, texts in nonsense for text in texts]


def test_without_a_word_the_defaults_are_in_force() -> None:
    assert read([], {}) == Settings()


def test_the_defaults_are_those_of_the_protocol() -> None:
    defaults = Settings()
    periods = [defaults.heartbeat, defaults.idle_timeout]
    sizes = [defaults.max_connections, defaults.max_frame, defaults.send_buffer]
    assert (periods, sizes) == ([25, 60], [10_000, 512 * 1024, 1024 * 1024])


def test_everything_can_be_set_by_flags() -> None:
    arguments = (
        "--host 0.0.0.0 --port 0 --heartbeat 1.5 --idle-timeout 4 --max-connections 3 "
        "--max-frame 10 --send-buffer 20 --allow-origin https://a.example --log-level ERROR"
    )
    expected = Settings("0.0.0.0", 0, 1.5, 4.0, 3, 10, 20, ("https://a.example",), "error")
    assert read(arguments.split(), {}) == expected


def test_everything_can_be_set_by_the_environment() -> None:
    environment = {
        "CHAT_HOST": "::1",
        "PORT": "3000",
        "CHAT_HEARTBEAT": "1",
        "CHAT_IDLE_TIMEOUT": "2",
        "CHAT_MAX_CONNECTIONS": "7",
        "CHAT_MAX_FRAME": "100",
        "CHAT_SEND_BUFFER": "200",
        "CHAT_ALLOW_ORIGIN": "*",
        "CHAT_LOG_LEVEL": "debug",
    }
    assert read([], environment) == Settings("::1", 3000, 1, 2, 7, 100, 200, ("*",), "debug")


def test_a_flag_is_stronger_than_the_environment() -> None:
    assert read(["--port", "3000"], {"PORT": "4000"}).port == Settings(port=3000).port


def test_a_flag_is_stronger_than_nonsense_in_the_environment() -> None:
    assert read(["--port", "3000"], {"PORT": "nonsense"}).port == Settings(port=3000).port


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert read([], {"PORT": "", "CHAT_HOST": ""}) == Settings()


@pytest.mark.parametrize(("flag", "text"), each(NONSENSE))
def test_nonsense_in_a_flag_is_refused_with_a_sentence_naming_it(
    flag: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert flag in refusal(capsys, [f"{flag}={text}"], {})


@pytest.mark.parametrize(("flag", "text"), [pair for pair in each(NONSENSE) if pair[1]])
def test_nonsense_in_a_variable_is_refused_with_a_sentence_naming_it(
    flag: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert VARIABLES[flag] in refusal(capsys, [], {VARIABLES[flag]: text})


@pytest.mark.parametrize("arguments", [["--prot", "3000"], ["3000"], ["--port"], ["--por", "1"]])
def test_an_unknown_or_incomplete_flag_is_refused(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert refusal(capsys, arguments, {})


@pytest.mark.parametrize("heartbeat", ["10", "11", "0"])
def test_an_idle_timeout_no_longer_than_the_heartbeat_is_refused(
    heartbeat: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--heartbeat", heartbeat, "--idle-timeout", "10"]
    assert "--heartbeat" in refusal(capsys, arguments, {})


def test_a_heartbeat_longer_than_the_default_idle_timeout_is_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "--idle-timeout" in refusal(capsys, ["--heartbeat", "60"], {})


@pytest.mark.parametrize("idle_timeout", [0.5, 12, 25])
def test_a_short_idle_timeout_alone_brings_a_shorter_heartbeat(idle_timeout: float) -> None:
    settings = read(["--idle-timeout", f"{idle_timeout}"], {})
    assert 0 < settings.heartbeat < settings.idle_timeout


def test_a_long_idle_timeout_alone_keeps_the_heartbeat() -> None:
    assert read(["--idle-timeout", "100"], {}).heartbeat == Settings().heartbeat


@pytest.mark.parametrize("heartbeat", ["0", "25", "3600"])
def test_without_an_idle_timeout_any_heartbeat_will_do(heartbeat: str) -> None:
    assert read(["--heartbeat", heartbeat, "--idle-timeout", "0"], {}).heartbeat == int(heartbeat)


def test_origins_are_read_with_commas_between() -> None:
    settings = read(["--allow-origin", " https://a.example/ , http://b.example:8080,"], {})
    assert settings.allow_origin == ("https://a.example", "http://b.example:8080")


def test_help_names_every_flag_and_variable(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read(["--help"], {})
    words = " ".join(capsys.readouterr().out.split())
    assert [word for pair in VARIABLES.items() for word in pair if word not in words] == []
