"""The server under test, as a TOML file or the command line describes it."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from alicebob.installed import PROFILES
from alicebob.servers.profile import BadOption, Profile
from alicebob.servers.profile_file import read
from alicebob.servers.profile_options import from_options
from alicebob.servers.promises import LEVELS, PROMISES
from alicebob.servers.settings import SETTINGS
from alicebob.transport.address import Address

COMMAND = 'command = "serve --port {port}"\n'


def file_with(folder: Path, text: str) -> str:
    path = folder / "some.toml"
    path.write_text(text)
    return str(path)


def refusal_of(options: Mapping[str, str]) -> str:
    """The sentence with which options are refused."""
    with pytest.raises(BadOption) as refused:
        from_options(options)
    return str(refused.value)


def test_without_options_the_reference_server_is_judged() -> None:
    assert from_options({}).name == "reference"


@pytest.mark.parametrize("path", sorted(PROFILES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_profile_of_the_house_can_be_read(path: Path) -> None:
    assert read(path.stem).promises <= set(PROMISES)


def test_the_reference_server_promises_everything() -> None:
    assert read("reference").promises == set(PROMISES) - LEVELS["cluster"].keys()


def test_the_reference_server_on_several_nodes_promises_everything() -> None:
    assert read("reference-cluster").promises == set(PROMISES)


def test_a_profile_is_read_from_its_file(tmp_path: Path) -> None:
    text = (
        'name = "mine"\ncommand = "serve \'a b\' {port}"\npromises = ["core", "rooms"]\n'
        'environment = {LOUD = "1"}\n'
    )
    expected = Profile(
        "mine",
        ("serve", "a b", "{port}"),
        promises=frozenset({*LEVELS["core"], "rooms"}),
        environment={"LOUD": "1"},
    )
    assert read(file_with(tmp_path, text)) == expected


def test_a_profile_that_says_little_promises_the_core(tmp_path: Path) -> None:
    profile = read(file_with(tmp_path, COMMAND))
    assert (profile.name, profile.dialect) == ("some", "plain")
    assert profile.promises == set(LEVELS["core"])


def test_a_promise_with_a_minus_is_taken_away() -> None:
    profile = from_options({"server": "serve", "promises": "core,-order,rooms"})
    assert profile.promises == {*LEVELS["core"], "rooms"} - {"order"}


def test_a_whole_level_may_be_taken_away_wherever_it_stands() -> None:
    profile = from_options({"server": "serve", "promises": "-core,messages,core,rooms"})
    assert profile.promises == {"rooms"}


def test_a_server_may_be_given_by_its_command() -> None:
    profile = from_options({"server": "node 'my server.js' {port}"})
    assert profile == Profile(profile.name, ("node", "my server.js", "{port}"))


def test_a_running_server_may_be_given_by_its_address() -> None:
    assert from_options({"url": "http://localhost:8080"}).address == Address("localhost", 8080)


def test_promises_may_be_given_with_commas_between() -> None:
    given = from_options({"server": "x", "promises": " names, rooms,"})
    assert given.promises == {"names", "rooms"}


def test_promises_may_be_given_for_a_profile() -> None:
    profile = from_options({"profile": "reference", "promises": "rooms"})
    assert profile.command == read("reference").command
    assert profile.promises == {"rooms"}


def test_a_setting_is_added_to_the_environment() -> None:
    profile = Profile("mine", ("serve",), environment={"LOUD": "1"})
    assert profile.setting("small") == {"LOUD": "1", **SETTINGS["small"]}


@pytest.mark.parametrize(
    "options",
    [
        {"server": "x", "url": "http://localhost:1"},
        {"profile": "reference", "server": "x", "url": "http://localhost:1"},
    ],
)
def test_two_servers_at_once_are_rejected(options: Mapping[str, str]) -> None:
    assert refusal_of(options).startswith("give one of -D server= and -D url=")


def test_an_unknown_profile_is_rejected_with_those_that_are_known() -> None:
    assert "known are" in refusal_of({"profile": "nowhere"})


def test_a_missing_file_is_rejected(tmp_path: Path) -> None:
    assert "nowhere.toml" in refusal_of({"profile": str(tmp_path / "nowhere.toml")})


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("name = ", "Invalid value"),
        ('name = "mine"', "it has no command"),
        (COMMAND + 'comand = "x"', 'there is no key "comand" here; did you mean "command"?'),
        ('command = ""', "empty"),
        ('command = "\'"', "quotation"),
        (COMMAND + 'promises = ["core", "speed"]', 'there is no promise "speed"'),
        (COMMAND + "promises = []", "promises nothing"),
    ],
)
def test_a_file_that_makes_no_sense_is_rejected(text: str, part: str, tmp_path: Path) -> None:
    assert part in refusal_of({"profile": file_with(tmp_path, text)})


@pytest.mark.parametrize("promises", ["speed", "core,speed"])
def test_an_unknown_promise_is_rejected_with_some_that_are_known(promises: str) -> None:
    assert 'known are "core", ' in refusal_of({"server": "x", "promises": promises})


def test_a_misspelt_promise_is_rejected_with_the_nearest() -> None:
    assert 'did you mean "core"?' in refusal_of({"server": "x", "promises": "Core"})


def test_a_profile_that_cannot_be_read_is_rejected_with_the_reason(tmp_path: Path) -> None:
    folder = tmp_path / "folder.toml"
    folder.mkdir()
    assert f"{folder} cannot be read: " in refusal_of({"profile": str(folder)})


@pytest.mark.parametrize("promises", ["", " , ", "rooms,-rooms"])
def test_a_server_that_promises_nothing_is_rejected(promises: str) -> None:
    assert "promises nothing" in refusal_of({"server": "x", "promises": promises})


@pytest.mark.parametrize("command", ["", "  ", "'"])
def test_a_command_that_is_none_is_rejected(command: str) -> None:
    assert "command" in refusal_of({"server": command})


@pytest.mark.parametrize(
    "url",
    ["", "localhost:8080", "ftp://localhost", "http://", "http://a/?b", "http://a/#b"],
)
def test_an_address_that_is_none_is_rejected(url: str) -> None:
    assert refusal_of({"url": url}).startswith("-D url=: a server's address looks like")


@pytest.mark.parametrize("promise", ["heartbeat", "backpressure", "limits", "shutdown"])
def test_what_needs_a_server_of_its_own_is_rejected_for_a_running_one(promise: str) -> None:
    options = {"url": "http://localhost:8080", "promises": f"core,{promise}"}
    assert promise in refusal_of(options)


@pytest.mark.parametrize(
    ("url", "authority"),
    [
        ("http://localhost:8080", "localhost:8080"),
        ("http://localhost:8080/", "localhost:8080"),
        ("http://chat.example", "chat.example:80"),
        ("http://[::1]:8080", "[::1]:8080"),
    ],
)
def test_an_address_is_written_as_in_a_host_header(url: str, authority: str) -> None:
    assert Address.from_url(url).authority == authority


def test_a_promise_that_a_fact_makes_impossible_is_not_possible(tmp_path: Path) -> None:
    wire = '[wire]\nurl = "/"\nsay.text = "{text}"\n[[hear]]\nas = "message"\ntext = "{text}"\n'
    facts = '[facts]\nshows = "nothing"\norder = "unknown"\n'
    profile = read(file_with(tmp_path, f'command = "chat"\n{wire}{facts}'))
    assert {"order", "sender-order"} <= profile.promises
    assert not {"order", "sender-order"} & profile.possible
    assert "messages" in profile.possible
