"""The keys of a profile that say how a server is started and reached."""

from pathlib import Path

import pytest

from alicebob.servers.profile import BadOption, Profile
from alicebob.servers.profile_file import read
from alicebob.servers.readiness import HANDSHAKE, Readiness
from alicebob.transport.tls import Tls

COMMAND = 'command = "x"\n'
URL = 'url = "https://chat.example/team/"\n'


def profile_of(folder: Path, text: str) -> Profile:
    path = folder / "mine.toml"
    path.write_text(text)
    return read(str(path))


@pytest.mark.parametrize(
    ("text", "readiness"),
    [
        ("", HANDSHAKE),
        ('ready = "/health"', Readiness(path="/health")),
        ('ready = { line = "listening on" }', Readiness(line="listening on")),
        ("start_seconds = 60", Readiness(start_seconds=60.0)),
    ],
)
def test_readiness_is_read(text: str, readiness: Readiness, tmp_path: Path) -> None:
    assert profile_of(tmp_path, COMMAND + text).readiness == readiness


def test_a_folder_is_relative_to_the_profile(tmp_path: Path) -> None:
    assert profile_of(tmp_path, COMMAND + 'folder = "chat"').folder == tmp_path / "chat"


def test_a_server_that_is_started_is_asked_with_headers_and_an_origin(tmp_path: Path) -> None:
    text = COMMAND + 'origin = "https://a.example"\nheaders = { Cookie = "a=1; b=2" }'
    profile = profile_of(tmp_path, text)
    assert (profile.origin, profile.headers) == ("https://a.example", (("Cookie", "a=1; b=2"),))


def test_a_running_server_has_an_address_with_all_that(tmp_path: Path) -> None:
    text = URL + 'insecure = true\norigin = "https://a.example"\nheaders = { X-Team = "1" }'
    address = profile_of(tmp_path, text).address
    assert address is not None
    assert (address.authority, address.base) == ("chat.example:443", "/team")
    assert (address.tls, address.origin) == (Tls(is_insecure=True), "https://a.example")
    assert address.headers == (("X-Team", "1"),)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "no command or url"),
        (COMMAND + URL, "no command or url (exactly one of them)"),
        ("url = 7", "url must be a text"),
        ('url = "chat.example"', "a server's address looks like"),
        ('url = "http://me:secret@chat.example"', "a password belongs into the profile"),
        (URL + 'ca = "nowhere.pem"', "nowhere.pem is not a file of certificates"),
        (URL + "ca = 1", "ca must be a text"),
        (URL + 'insecure = "yes"', "insecure must be true or false"),
        (URL + 'promises = ["shutdown"]', "give its command instead of its address"),
        (COMMAND + "insecure = true", "are for a url that begins with https://"),
        (COMMAND + 'ready = "health"', "ready is a path"),
        (COMMAND + 'ready = { line = "" }', "ready is a path"),
        (COMMAND + 'ready = { line = "a", path = "b" }', "ready is a path"),
        (COMMAND + "start_seconds = 0", "start_seconds is a number of seconds"),
        (COMMAND + "start_seconds = true", "start_seconds is a number of seconds"),
        (COMMAND + 'start_seconds = "60"', "start_seconds is a number of seconds"),
        (COMMAND + "folder = 1", "folder must be a text"),
        (COMMAND + "origin = 1", "origin must be a text"),
        (COMMAND + 'origin = "a\\nb"', "origin must be one line"),
        (COMMAND + 'headers = "Cookie"', "headers must be a table"),
        (COMMAND + "headers = { Cookie = 1 }", "Cookie must be one line"),
        (COMMAND + 'headers = { Cookie = "a\\r\\nb" }', "Cookie must be one line"),
        (COMMAND + 'headers = { "a b" = "1" }', "'a b' is not the name of a header"),
        (COMMAND + 'headers = { Origin = "1" }', "Origin has a key of its own"),
        (COMMAND + 'headers = { host = "1" }', "the suite writes host itself"),
        (COMMAND + 'headers = { Sec-WebSocket-Key = "1" }', "the suite writes Sec-WebSocket-Key"),
    ],
)
def test_a_key_that_makes_no_sense_is_rejected(text: str, part: str, tmp_path: Path) -> None:
    with pytest.raises(BadOption) as refused:
        profile_of(tmp_path, text)
    assert part in str(refused.value)
    assert str(tmp_path / "mine.toml") in str(refused.value)
