"""Flags over environment over defaults; nonsense ends the program with a sentence."""

import pytest

from server.config.options import OPTIONS
from server.config.settings import Settings, read
from server.core.rate_limit import Rate

CANNOT_START = 2  # exit code
TOO_MUCH = 2**31

NONSENSE = [
    ("--port", ["-1", "65536", "8o80", "", "80.0", "\u0663", "1_0"]),
    ("--host", ["", "  ", "unix:", f"unix:/{'x' * 107}", "unix:a\0"]),
    ("--metrics-port", ["-1", "65536", ""]),
    ("--heartbeat", ["soon", "-1", "nan", "inf", "86401", ""]),
    ("--idle-timeout", ["soon", "-0.5", "nan", "1e9"]),
    ("--max-connections", ["0", "-5", "many", "1000001", "1.5"]),
    ("--max-pending", ["0", "-5", "many", "1000001"]),
    ("--max-frame", ["0", "512K", str(TOO_MUCH)]),
    ("--send-buffer", ["0", "1M", str(TOO_MUCH)]),
    ("--allow-host", ["https://chat.example", "chat.example:80", "a b", ".", "-"]),
    ("--allow-origin", ["chat.example", "ftp://chat.example", "https://a.example,b.example"]),
    ("--log-level", ["loud", "warn"]),
    ("--log-format", ["xml", ""]),
    ("--history", ["chat\0.db", "chat-\udcff.db"]),
    ("--history-limit", ["0", "-1", "all"]),
    ("--history-bytes", ["0", "1048575", "1 GiB", "512M", "549755813889", "1e9", ""]),
    ("--max-rooms", ["0", "1000001"]),
    ("--rate-limit", ["10", "0/s", "10/d", "ten/s", "10/s ", "1.5/s", "\u0661/s", "1" * 8 + "/s"]),
    ("--address-rate-limit", ["10", "0/s", "many"]),
    ("--trusted-proxy", ["proxy.example", "10.0.0.1/8", "10.0.0", "::1/129", "*", "127.0.0.1:80"]),
    ("--join-timeout", ["soon", "-1"]),
    ("--typing-timeout", ["soon", "-1"]),
    ("--handshake-timeout", ["soon", "-1"]),
    ("--tls-cert", ["\udcff.pem"]),
    ("--tls-key", ["\udcff.pem"]),
]
SECRETS = {
    "--auth-secret": ["  ", "\udcff secret", "********", "x" * 4097, "ssh-rsa AAAA"],
    "--operator-token": ["two words", "gr\u00fcn", "********", "line\n"],
}
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
    numbers = [defaults.max_connections, defaults.max_pending]
    sizes = [defaults.max_frame, defaults.send_buffer]
    assert (periods, numbers, sizes) == ([25, 60], [10_000, 1_000], [512 * 1024, 1024 * 1024])


EVERYTHING = Settings(
    "::1", 3000, 1.5, 4, 7, 8, 100, 200, ("https://a.example", "http://b.example:81"), "debug",
    "chat.db", 50, True, "quite secret", "s3same", Rate(10, 60), 9, 2, 0.5, 3, "a.pem", "b.pem",
    ("a.example", "b.example"), Rate(50, 1), ("10.0.0.0/8", "::1"), 2_000_000,
    "sqlite:chat.db", "tea", 4.5, "json", 9100,
)  # fmt: skip
TEXTS = {
    "--host": "::1",
    "--port": "3000",
    "--heartbeat": "1.5",
    "--idle-timeout": "4",
    "--max-connections": "7",
    "--max-pending": "8",
    "--max-frame": "100",
    "--send-buffer": "200",
    "--allow-origin": "https://a.example,http://b.example:81",
    "--allow-host": "a.example,b.example",
    "--log-level": "DEBUG",
    "--log-format": "JSON",
    "--metrics-port": "9100",
    "--history": "chat.db",
    "--store": "sqlite:chat.db",
    "--store-prefix": "tea",
    "--node-timeout": "4.5",
    "--history-limit": "50",
    "--history-bytes": "2000000",
    "--auth-secret": "quite secret",
    "--operator-token": "s3same",
    "--rate-limit": "10/m",
    "--address-rate-limit": "50/s",
    "--trusted-proxy": "10.0.0.0/8,::1",
    "--max-rooms": "9",
    "--join-timeout": "2",
    "--typing-timeout": "0.5",
    "--handshake-timeout": "3",
    "--tls-cert": "a.pem",
    "--tls-key": "b.pem",
}


def test_everything_can_be_set_by_flags() -> None:
    arguments = [f"{flag}={text}" for flag, text in TEXTS.items()]
    assert read([*arguments, "--unique-names"], {}) == EVERYTHING


def test_a_history_in_a_file_may_be_larger_than_one_in_memory() -> None:
    flags = ["--history=chat.db"]
    sizes = [read(given, {}).history_bytes for given in ([], flags, ["--history="])]
    assert sizes == [256 * 1024**2, 1024**3, 256 * 1024**2]
    assert read([*flags, "--history-bytes=1048576"], {}).history_bytes == 1024**2


def test_everything_can_be_set_by_the_environment() -> None:
    environment = {VARIABLES[flag]: text for flag, text in TEXTS.items()}
    assert read([], {**environment, "CHAT_UNIQUE_NAMES": "1"}) == EVERYTHING


def test_there_is_nothing_that_cannot_be_set() -> None:
    assert {option.field for option in OPTIONS} == set(Settings.__dataclass_fields__)


@pytest.mark.parametrize(
    ("text", "meant"), [("1", True), ("true", True), ("0", False), ("false", False), ("", False)]
)
def test_a_yes_or_no_of_the_environment(text: str, meant: bool) -> None:
    assert read([], {"CHAT_UNIQUE_NAMES": text}).unique_names is meant


@pytest.mark.parametrize("flag", ["--auth-secret", "--operator-token"])
def test_an_empty_secret_opens_no_door(capsys: pytest.CaptureFixture[str], flag: str) -> None:
    told = refusal(capsys, [flag, ""], {VARIABLES[flag]: TEXTS[flag]})
    assert f"{flag}: the value is empty" in told


@pytest.mark.parametrize("flag", ["--history", "--rate-limit"])
def test_an_empty_flag_switches_off_what_the_environment_sets(flag: str) -> None:
    assert read([f"{flag}="], {VARIABLES[flag]: TEXTS[flag]}) == Settings()


def test_a_flag_is_stronger_than_the_environment() -> None:
    assert read(["--port", "3000"], {"PORT": "4000"}).port == Settings(port=3000).port


def test_a_flag_is_stronger_than_invalid_input_in_the_environment() -> None:
    assert read(["--port", "3000"], {"PORT": "nonsense"}).port == Settings(port=3000).port


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert read([], {"PORT": "", "CHAT_HOST": ""}) == Settings()


@pytest.mark.parametrize(("flag", "text"), each(NONSENSE))
def test_invalid_input_in_a_flag_is_rejected_with_a_sentence_naming_it(
    flag: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert flag in refusal(capsys, [f"{flag}={text}"], {})


@pytest.mark.parametrize(("flag", "text"), [pair for pair in each(NONSENSE) if pair[1]])
def test_invalid_input_in_a_variable_is_rejected_with_a_sentence_naming_it(
    flag: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert VARIABLES[flag] in refusal(capsys, [], {VARIABLES[flag]: text})


@pytest.mark.parametrize(("flag", "text"), each(list(SECRETS.items())))
def test_invalid_input_as_a_secret_is_rejected_and_not_shown(
    flag: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sentence = refusal(capsys, [f"{flag}={text}"], {})
    assert (flag in sentence, text in sentence, repr(text) in sentence) == (True, False, False)


@pytest.mark.parametrize(
    "arguments", [["--auth-secrets=hush"], ["--auth-secret", "hear", "hush"], ["--secret", "hush"]]
)
def test_a_secret_behind_a_wrong_flag_is_not_shown(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "hush" not in refusal(capsys, arguments, {})


def test_settings_do_not_show_their_secrets() -> None:
    shown = repr(EVERYTHING)
    assert ("quite secret" in shown, "s3same" in shown) == (False, False)


@pytest.mark.parametrize(
    "arguments",
    [["--prot", "3000"], ["3000"], ["--port"], ["--por", "1"], ["-p", "1"], ["--unique-names=1"]],
)
def test_an_unknown_or_incomplete_flag_is_rejected(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert refusal(capsys, arguments, {})


@pytest.mark.parametrize(("flag", "missing"), [("cert", "--tls-key"), ("key", "--tls-cert")])
def test_half_a_pair_for_tls_is_rejected(
    flag: str, missing: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert missing in refusal(capsys, [f"--tls-{flag}", "a.pem"], {})


def test_a_rate_limit_for_addresses_alone_is_rejected(capsys: pytest.CaptureFixture[str]) -> None:
    assert "also needs --rate-limit" in refusal(capsys, ["--address-rate-limit", "50/s"], {})


def test_proxies_are_read_with_commas_between_and_written_in_their_usual_form() -> None:
    settings = read(["--trusted-proxy", " 10.0.0.7 , 10.0.0.0/8, 2001:DB8::0/32, ::1/128,"], {})
    assert settings.trusted_proxy == ("10.0.0.7", "10.0.0.0/8", "2001:db8::/32", "::1")


@pytest.mark.parametrize("heartbeat", ["10", "11", "0"])
def test_an_idle_timeout_no_longer_than_the_heartbeat_is_rejected(
    heartbeat: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--heartbeat", heartbeat, "--idle-timeout", "10"]
    assert "--heartbeat" in refusal(capsys, arguments, {})


def test_a_heartbeat_longer_than_the_default_idle_timeout_is_rejected(
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


def test_host_names_are_read_with_commas_between() -> None:
    settings = read(["--allow-host", " Chat.example. , b.example,"], {})
    assert settings.allow_host == ("chat.example", "b.example")


def test_help_names_every_flag_and_variable(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read(["--help"], {})
    words = " ".join(capsys.readouterr().out.split())
    assert [word for pair in VARIABLES.items() for word in pair if word not in words] == []


def test_the_metrics_need_another_port(capsys: pytest.CaptureFixture[str]) -> None:
    words = refusal(capsys, ["--metrics-port=3000"], {"PORT": "3000"})
    assert "--metrics-port must be another port than --port" in words
