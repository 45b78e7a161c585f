"""``alicebob learn`` on chats that speak in ways of their own."""

import subprocess
import sys
from pathlib import Path

import pytest

from alicebob.dialects.described import Described
from alicebob.servers.profile_file import read
from alicebob.wires.heard import HeardKind

ROOT = Path(__file__).parents[3]
DEADLINE = 120.0  # seconds; only a broken test ever gets there
PATIENCE = ("--patience", "20")  # where everything comes, nothing is waited for
UNKNOWN = "{{python}} -m tests.alicebob.support.unknown_chats {style}"

H = HeardKind


def learn(*arguments: str) -> tuple[int, str]:
    """The exit code, and everything that was printed."""
    command = [sys.executable, "-m", "alicebob", "learn", *arguments]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=DEADLINE)
    assert "Traceback" not in run.stdout + run.stderr
    return run.returncode, run.stdout + run.stderr


@pytest.mark.parametrize(
    ("style", "known", "kinds", "facts"),
    [
        (
            "name-first",
            ("--connect", "/websocket", "--enter", "{user}", "--say", "{text}"),
            {H.IGNORE, H.JOINED, H.LEFT, H.MESSAGE},
            {"arrivals": "all", "departures": "others", "changes": ("trim",), "blank": "told"},
        ),
        (
            "json-join",
            (
                *("--enter", '{"type": "join", "username": "{user}"}'),
                *("--connect", "/ws", "--say", '{"type": "chat", "text": "{text}"}'),
            ),
            {H.PAST, H.HERE, H.REFUSED, H.MESSAGE, H.LEFT, H.JOINED},
            {"arrivals": "all", "history": None, "changes": ("html-escape-hex",)},
        ),
        (
            "socket-io",
            (
                *("--connect", "/socket.io/?EIO=4&transport=websocket"),
                *("--enter", '["add user", "{user}"]', "--say", '42["new message", "{text}"]'),
            ),
            {H.JOINED, H.LEFT, H.MESSAGE, H.IGNORE},
            {"echo": False, "arrivals": "others", "departures": "others", "shows": "name"},
        ),
    ],
)
def test_a_proposal_is_a_profile_that_the_server_agrees_with(
    tmp_path: Path,
    style: str,
    known: tuple[str, ...],
    kinds: set[HeardKind],
    facts: dict[str, object],
) -> None:
    file = tmp_path / "chat.toml"
    server = UNKNOWN.format(style=style)
    code, told = learn("--server", server, *known, *PATIENCE, "--out", str(file))
    assert (code, f"written  {file}" in told) == (0, True), told
    described = read(str(file)).described
    assert isinstance(described, Described)
    hears = described.wire.hears
    assert {hear.kind for hear in hears} == kinds
    assert {name: getattr(described.facts, name) for name in facts} == facts
    assert described.wire.enter[-1].awaited is not None
    code, told = learn("--check", str(file), *PATIENCE)
    assert (code, "contradicts nothing" in told) == (0, True), told


def test_the_way_in_is_found_where_nobody_says_it(tmp_path: Path) -> None:
    file = tmp_path / "chat.toml"
    code, told = learn("--server", UNKNOWN.format(style="relay"), "--out", str(file))
    assert code == 0, told
    described = read(str(file)).described
    assert described is not None
    facts = described.facts
    assert (facts.shows, facts.echo, facts.arrivals) == ("nothing", False, "untold")
    assert "Mary+Ann" not in file.read_text()  # which nobody could see


def test_the_longest_text_is_found(tmp_path: Path) -> None:
    file = tmp_path / "chat.toml"
    known = ("--connect", "/", "--say", "{text}")
    code, told = learn("--server", UNKNOWN.format(style="short-relay"), *known, "--out", str(file))
    assert code == 0, told
    described = read(str(file)).described
    assert described is not None
    assert described.facts.max_characters == 300


def test_a_way_in_that_shows_names_is_better_than_one_that_does_not(tmp_path: Path) -> None:
    file = tmp_path / "chat.toml"
    known = (
        "--connect",
        "/socket.io/?EIO=4&transport=websocket",
        "--say",
        '["new message", "{text}"]',
    )
    code, told = learn("--server", UNKNOWN.format(style="socket-io"), *known, "--out", str(file))
    assert code == 0, told
    described = read(str(file)).described
    assert described is not None
    assert (described.facts.shows, described.facts.arrivals) == ("name", "others"), told


def test_names_that_the_server_gives_are_awaited(tmp_path: Path) -> None:
    file = tmp_path / "chat.toml"
    known = ("--connect", "/chat", "--say", "{text}")
    code, told = learn("--server", UNKNOWN.format(style="given-names"), *known, "--out", str(file))
    assert code == 0, told
    text = file.read_text()
    assert """await = { json = '{"kind":"hello","you":"{me}"}' }""" in text
    assert 'shows = "given"' in text


def test_a_profile_that_the_server_contradicts(tmp_path: Path) -> None:
    file = tmp_path / "chat.toml"
    known = ("--connect", "/websocket", "--enter", "{user}", "--say", "{text}")
    server = UNKNOWN.format(style="name-first")
    assert learn("--server", server, *known, *PATIENCE, "--out", str(file))[0] == 0
    file.write_text(file.read_text().replace("echo = true", "echo = false"))
    code, told = learn("--check", str(file), *PATIENCE)
    assert code == 1
    assert "echo = false, but Alice received her own words" in told


def learned_by_query(tmp_path: Path, style: str) -> Path:
    """The profile that is proposed for a server whose users have their names in the query."""
    file, server = tmp_path / "chat.toml", UNKNOWN.format(style=style)
    known = ("--connect", "/ws?name={user}", "--say", "{text}", *PATIENCE)
    code, told = learn("--server", server, *known, "--out", str(file))
    assert code == 0, told
    return file


def test_a_plus_in_the_query_comes_as_a_blank(tmp_path: Path) -> None:
    file = learned_by_query(tmp_path, "query-name")
    assert "query" in read(str(file)).possible
    assert "Mary+Ann came as Mary Ann" in file.read_text()


def test_a_plus_in_the_query_comes_as_a_plus(tmp_path: Path) -> None:
    file = learned_by_query(tmp_path, "percent-name")
    assert "query" not in read(str(file)).possible
    file.write_text(file.read_text().replace('["core", "-query"]', '["core"]'))
    code, told = learn("--check", str(file), *PATIENCE)
    assert (code, 'it promises "query"' in told) == (1, True), told


def test_a_server_on_which_nobody_is_heard() -> None:
    known = ("--connect", "/ws", "--enter", "{user}", "--say", "{text}", "--patience", "0.5")
    code, told = learn("--server", UNKNOWN.format(style="deaf"), *known)
    assert code == 4
    assert "came to nobody else" in told
    assert "received: Hello, whoever you are" in told
    assert "--enter" in told


def test_a_server_without_a_websocket_there() -> None:
    code, told = learn("--server", UNKNOWN.format(style="deaf"), "--connect", "/nowhere")
    assert code == 4
    assert "/nowhere: the handshake was answered with 404" in told
    assert "--connect" in told


def test_a_server_that_does_not_start() -> None:
    code, told = learn("--server", "false")
    assert code == 3
    assert "The server did not start" in told


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--server", "x", "--say", "hello"), "says nothing without {text}"),
        (("--server", "x", "--out", "/nowhere/chat.toml"), "there is no folder /nowhere"),
        (("--url", "nowhere"), "looks like http://localhost:8080"),
        (("--check", "reference"), "has no [wire]"),
        (("--server", "true", "--patience", "soon"), "it takes seconds up to 60"),
        (("--server", "x", "--connect", "chat"), "begins with a slash"),
        ((), "one of the arguments --server --url --check is required"),
    ],
)
def test_a_mistake_is_a_sentence(arguments: tuple[str, ...], sentence: str) -> None:
    code, told = learn(*arguments)
    assert code == 2
    assert sentence in told


def test_a_profile_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "chat.toml"
    file.write_text("ours")
    code, told = learn("--server", "x", "--out", str(file))
    assert (code, "is there already, and stays" in told) == (2, True)
    assert file.read_text() == "ours"
