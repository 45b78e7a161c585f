"""The configuration file: what it may say, and how it is refused; and what is in force, shown."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from server.config.options import OPTIONS
from server.config.settings import Settings, read
from tests.server.config.test_settings import EVERYTHING, TEXTS, refusal

NATIVE = """
host = "::1"
port = 3000
heartbeat = 1.5
idle-timeout = 4
max_connections = 7
max-pending = 8
max-frame = 100
send_buffer = 200
allow-origin = ["https://a.example", "http://b.example:81"]
allow-host = ["a.example", "b.example"]
log-level = "debug"
log-format = "json"
metrics-port = 9100
history = "chat.db"
store = "sqlite:chat.db"
store-prefix = "tea"
node-timeout = 4.5
history_limit = 50
history_bytes = 2000000
unique-names = true
auth-secret = "quite secret"
operator-token = "s3same"
rate-limit = "10/m"
address-rate-limit = "50/s"
trusted-proxy = ["10.0.0.0/8", "::1"]
max-rooms = 9
join-timeout = 2
typing-timeout = 0.5
handshake-timeout = 3.0
tls-cert = "a.pem"
tls-key = "b.pem"
"""
WRONG = [
    ("prot = 3000", "did you mean 'port'"),
    ("colour = 3000", "--help"),
    ('config = "other.toml"', "'config'"),
    ("[server]\nport = 3000", "'server'"),
    ("port = true", "a number"),
    ("port = [3000]", "a number"),
    ("port = 70000", "from 0 to 65535"),
    ("port = 80.5", "whole number"),
    (f"port = 0x{'f' * 8000}", "smaller"),
    ("host = 5", "a string"),
    ("host = 1979-05-27", "a string"),
    ("rate-limit = 10", "a string"),
    ("heartbeat = nan", "seconds"),
    ("unique-names = 2", "true"),
    ("unique-names = 1.0", "true or false"),
    ('allow-origin = ["*", 5]', "a list of strings"),
    ('allow-origin = ["https://a.example,*"]', "a list of strings"),
    ("idle-timeout = 5\nidle_timeout = 6", "twice"),
    ("port = ", "at end of document"),
    ("port = 1\nport = 2", "not TOML"),
    (f"port = {'9' * 5000}", "not TOML"),
    (f"port = {'[' * 100_000}", "not TOML"),
    ("#" * 2**20 + "\n", "too large"),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "chat.toml"


def test_everything_can_be_set_by_a_file(file: Path) -> None:
    file.write_text(NATIVE)
    assert read(["--config", str(file)], {}) == EVERYTHING


def test_everything_may_be_a_text_in_a_file(file: Path) -> None:
    file.write_text("\n".join(f'{flag[2:]} = "{text}"' for flag, text in TEXTS.items()))
    assert read(["--config", str(file), "--unique-names"], {}) == EVERYTHING


def test_a_file_may_be_named_in_the_environment(file: Path) -> None:
    file.write_text("port = 3000")
    assert read([], {"CHAT_CONFIG": str(file)}) == Settings(port=3000)


def test_the_flag_names_another_file_than_the_environment(file: Path) -> None:
    file.write_text("port = 3000")
    assert read(["--config", str(file)], {"CHAT_CONFIG": "/none"}) == Settings(port=3000)


def test_flags_are_stronger_than_the_environment_and_that_than_a_file(file: Path) -> None:
    file.write_text("port = 1\nmax-rooms = 1\nmax-frame = 1")
    environment = {"CHAT_MAX_ROOMS": "2", "CHAT_MAX_FRAME": "2"}
    settings = read(["--config", str(file), "--max-frame", "3"], environment)
    assert (settings.port, settings.max_rooms, settings.max_frame) == (1, 2, 3)


def test_a_short_idle_timeout_in_a_file_brings_a_shorter_heartbeat(file: Path) -> None:
    file.write_text("idle-timeout = 5")
    assert 0 < read(["--config", str(file)], {}).heartbeat < 5


@pytest.mark.parametrize(("content", "way_out"), WRONG, ids=[content[:20] for content, _ in WRONG])
def test_a_wrong_file_is_rejected_with_its_name_and_a_way_out(
    content: str, way_out: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(content)
    sentence = refusal(capsys, ["--config", str(file)], {})
    assert (str(file) in sentence, way_out in sentence) == (True, True), sentence


def test_a_file_that_is_not_utf8_fails(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_bytes(b'host = "\xff"')
    assert "UTF-8" in refusal(capsys, ["--config", str(file)], {})


@pytest.mark.parametrize("name", ["none.toml", ".", "nul\0.toml"])
def test_a_file_that_cannot_be_read_is_rejected(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "cannot read" in refusal(capsys, ["--config", f"{tmp_path}/{name}"], {})


def test_an_empty_name_of_a_file_is_rejected(capsys: pytest.CaptureFixture[str]) -> None:
    assert "--config" in refusal(capsys, ["--config", ""], {})


def test_a_secret_of_a_file_is_not_shown_when_it_is_rejected(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text('operator-token = "hush hush"')
    assert "hush" not in refusal(capsys, ["--config", str(file)], {})


def shown(
    capsys: pytest.CaptureFixture[str], arguments: list[str], environment: dict[str, str]
) -> str:
    """Return what ``--show-config`` prints."""
    with pytest.raises(SystemExit) as end:
        read([*arguments, "--show-config"], environment)
    assert end.value.code == 0
    return capsys.readouterr().out


def test_what_is_shown_can_be_a_file_again(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [f"{flag}={text}" for flag, text in TEXTS.items() if "secret" not in text]
    public = [text for text in arguments if "secret" not in text and "token" not in text]
    before = read([*public, "--unique-names"], {})
    file.write_text(shown(capsys, [*public, "--unique-names"], {}))
    assert read(["--config", str(file)], {}) == before


def test_defaults_that_are_shown_are_the_defaults_again(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(shown(capsys, [], {}))
    assert read(["--config", str(file)], {}) == Settings()


@pytest.mark.parametrize("path", ['a"b\\c.db', "caf\u00e9 \U0001f600.db", "tab\t\x7f\n\x1b.db"])
def test_odd_characters_are_shown_as_toml_has_them(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tomllib.loads(shown(capsys, ["--history", path], {}))["history"] == path


def test_an_odd_name_of_a_file_spoils_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a\nport = 5\r.toml"
    file.write_text("port = 3000")
    assert tomllib.loads(shown(capsys, ["--config", str(file)], {}))["port"] == 3000


def test_everything_is_shown_with_where_it_came_from(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("history-limit = 5\nidle_timeout = 12")
    lines = shown(
        capsys, ["--config", str(file), "--port", "1", "--history", "x.db"], {"CHAT_MAX_ROOMS": "2"}
    )
    expected = {
        "port = 1  # --port",
        "max-rooms = 2  # $CHAT_MAX_ROOMS",
        f"history-limit = 5  # {file}",
        "heartbeat = 5  # fitted to the idle-timeout",
        "history-bytes = 1073741824  # fitted to the history",
        'host = "127.0.0.1"  # default',
    }
    assert expected - set(lines.splitlines()) == set()


def test_all_there_is_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(tomllib.loads(shown(capsys, [], {}))) == [option.key for option in OPTIONS]


def test_secrets_are_shown_as_stars(capsys: pytest.CaptureFixture[str]) -> None:
    found = tomllib.loads(shown(capsys, ["--auth-secret=a", "--operator-token=b"], {}))
    assert (found["auth-secret"], found["operator-token"]) == ("********", "********")


def test_the_stars_are_not_taken_for_a_secret(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(shown(capsys, ["--auth-secret", "a"], {}))
    assert "auth-secret" in refusal(capsys, ["--config", str(file)], {})


@pytest.mark.parametrize("word", ["--show-config", "--help"])
def test_to_show_settings_loads_nothing_of_the_server(word: str) -> None:
    program = (
        "import runpy, sys\n"
        f"sys.argv = ['server', {word!r}]\n"
        "try: runpy.run_module('server', run_name='__main__')\n"
        "except SystemExit as end: print(end.code, 'aiohttp' in sys.modules)\n"
    )
    clean = {name: text for name, text in os.environ.items() if not name.startswith("CHAT_")}
    end = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=clean)
    assert end.stdout.splitlines()[-1] == "0 False"
