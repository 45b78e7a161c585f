"""The keys of a profile about several servers; each mistake is told with its place."""

from pathlib import Path

import pytest

from alicebob.servers.profile import BadOption
from alicebob.servers.profile_file import read
from alicebob.servers.profile_options import from_options

SERVICE = '[[service]]\nname = "Redis"\ncommands = ["redis-server --port {service_port}"]\n'


def profile_of(folder: Path, text: str) -> Path:
    path = folder / "chat.toml"
    path.write_text(text)
    return path


def mistake_in(folder: Path, text: str) -> str:
    with pytest.raises(BadOption) as bad:
        read(str(profile_of(folder, text)))
    return str(bad.value).removeprefix(f"{folder / 'chat.toml'}, ")


def test_a_profile_without_these_keys_is_that_of_one_server(tmp_path: Path) -> None:
    profile = read(str(profile_of(tmp_path, 'command = "chat"\n')))
    assert (profile.nodes, profile.cluster.services) == (1, ())


def test_a_profile_names_its_nodes_and_their_services(tmp_path: Path) -> None:
    text = f'command = "chat"\nnodes = 3\nnode_timeout = 1.5\n{SERVICE}ready = {{ line = "up" }}\n'
    cluster = read(str(profile_of(tmp_path, text))).cluster
    (service,) = cluster.services
    assert (cluster.nodes, cluster.node_timeout, service.line) == (3, 1.5, "up")
    assert service.commands == (("redis-server", "--port", "{service_port}"),)


def test_a_profile_lists_servers_that_run_already(tmp_path: Path) -> None:
    text = 'url = ["http://a.example:1", "http://b.example:2"]\n'
    profile = read(str(profile_of(tmp_path, text)))
    assert [each.authority for each in profile.addresses] == ["a.example:1", "b.example:2"]
    assert profile.nodes == 2


def test_settings_of_a_profile_take_the_place_of_ours(tmp_path: Path) -> None:
    text = 'command = "chat"\nenvironment = { A = "1" }\n[settings.sqlite_history]\nB = "2"\n'
    profile = read(str(profile_of(tmp_path, text)))
    assert profile.setting("sqlite_history") == {"A": "1", "B": "2"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nodes = 0\n", "line 2, nodes: it is at least 1, not 0"),
        ("nodes = 17\n", "line 2, nodes: it is at most 16, not 17"),
        ('nodes = "2"\n', "line 2, nodes: it is a whole number, not '2'"),
        ("node_timeout = -1\n", "line 2, node_timeout: it is zero or more, not -1.0"),
        ('[[service]]\nname = "Redis"\n', "line 2, service[1]: it has no commands, as "),
        ('[[service]]\ncommands = ["a"]\n', 'line 2, service[1]: it has no name, as name = "'),
        (f"{SERVICE}port = 1\n", 'line 5, service[1].port: there is no key "port" here'),
        (
            '[[service]]\nname = "a"\ncommands = ["a"]\n',
            "line 4, service[1].commands[1]: it does not say where to listen: write {service_port}",
        ),
        (
            '[[service]]\nname = "a"\ncommands = ["a \'{service_port}"]\n',
            "line 4, service[1].commands[1]: the server's command",
        ),
        (
            f"{SERVICE}ready = {{ path = 1 }}\n",
            "line 5, service[1].ready.path: there is no key",
        ),
        (f"{SERVICE}ready = {{ }}\n", "line 5, service[1].ready: it is a part of a line"),
        ("[settings.unikue]\n", 'line 2, settings.unikue: there is no key "unikue" here; did you '),
    ],
)
def test_a_mistake_is_told_with_its_line_and_key(tmp_path: Path, text: str, told: str) -> None:
    assert mistake_in(tmp_path, f'command = "chat"\n{text}').startswith(told)


def test_servers_that_run_already_have_no_number_and_no_services(tmp_path: Path) -> None:
    for text in ("nodes = 2\n", SERVICE):
        told = mistake_in(tmp_path, f'url = "http://a.example"\n{text}')
        assert "leave it out: servers that run already are listed in url" in told


def test_a_list_of_addresses_has_nothing_else(tmp_path: Path) -> None:
    assert "url must be a text" in mistake_in(tmp_path, "url = []\n")
    assert "url must be a text" in mistake_in(tmp_path, "url = [1]\n")


def test_an_option_gives_the_number_of_nodes() -> None:
    assert from_options({"server": "chat", "nodes": "3"}).nodes == 3


def test_with_several_nodes_the_profile_for_several_is_taken() -> None:
    assert from_options({"nodes": "2"}).cluster.services
    assert from_options({"profile": "reference", "nodes": "3"}).cluster.services
    assert not from_options({"profile": "reference"}).cluster.services


@pytest.mark.parametrize("number", ["0", "17", "two", "-1", "", "99999999999"])
def test_a_number_of_nodes_that_cannot_be_is_an_error(number: str) -> None:
    with pytest.raises(BadOption, match="nodes= takes a number from 1 to 16"):
        from_options({"server": "chat", "nodes": number})


def test_running_servers_are_listed_and_not_counted() -> None:
    url = "http://a.example:1,http://b.example:2"
    assert from_options({"url": url}).nodes == 2
    with pytest.raises(BadOption, match="list others in -D url="):
        from_options({"url": url, "nodes": "2"})


def test_on_one_server_what_is_promised_about_several_cannot_be_judged(tmp_path: Path) -> None:
    path = str(profile_of(tmp_path, 'command = "chat"\npromises = ["core", "nodes"]\n'))
    assert from_options({"profile": path}).impossible.keys() == {"nodes"}
    assert not from_options({"profile": path, "nodes": "2"}).impossible
