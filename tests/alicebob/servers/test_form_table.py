"""The table ``[form]`` and the key ``driver`` of a profile."""

import json
from pathlib import Path

import pytest

from alicebob.dialects.driven import Driven
from alicebob.servers.profile import BadOption, Profile
from alicebob.servers.profile_file import read
from tests.support.sources import ROOT

COMMAND = 'command = "serve {port}"\n'


def profile(folder: Path, text: str) -> Profile:
    path = folder / "chat.toml"
    path.write_text(COMMAND + text)
    return read(str(path))


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(BadOption) as refused:
        profile(folder, text)
    return str(refused.value)


def test_documents_are_in_the_folder_of_the_profile(tmp_path: Path) -> None:
    (tmp_path / "said.json").write_text(json.dumps({"type": "object"}))
    form = profile(tmp_path, '[form]\nschemas = ["said.json"]').form
    assert form is not None
    assert form.misfit(b"[]") == "the frame is []; allowed: an object (said.json)"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[form]", 'it has either asyncapi = "FILE" or schemas'),
        ('[form]\nschema = "x"', 'there is no key "schema" here; did you mean "schemas"?'),
        ('[form]\nasyncapi = "none.json"', "none.json cannot be read: No such file"),
        ('[form]\nasyncapi = "bad.yaml"', "bad.yaml: it is not JSON"),
        ('driver = "x"\n[form]\nasyncapi = "x"', "a driver does not show the frames"),
    ],
)
def test_a_form_that_cannot_be_read_is_told_with_its_line(
    tmp_path: Path, text: str, why: str
) -> None:
    (tmp_path / "bad.yaml").write_text("asyncapi: 3.0.0\n")
    told = refusal(tmp_path, text)
    assert "chat.toml, line " in told
    assert why in told


def test_a_driver_plays_the_users(tmp_path: Path) -> None:
    judged = profile(tmp_path, 'driver = "node driver.js"\n[facts]\necho = false')
    assert isinstance(judged.described, Driven)
    assert not judged.described.echoes


def test_a_driver_makes_some_promises_impossible(tmp_path: Path) -> None:
    impossible = profile(tmp_path, 'driver = "x"\n[facts]\nshows = "nothing"').impossible
    assert impossible["websocket"] == "a driver makes all handshakes and frames itself"
    assert impossible["shared-names"] == "the server does not show names"


def test_the_page_on_drivers_names_these_promises(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "drivers.md").read_text().partition("## What a driver cannot prove")[2]
    impossible = profile(tmp_path, 'driver = "x"\n[facts]\nanonymous = "Anonymous"').impossible
    assert [name for name in impossible if f"`{name}`" not in page] == []


@pytest.mark.parametrize("other", ['dialect = "events"', '[wire]\nurl = "/"'])
def test_a_driver_stands_alone(tmp_path: Path, other: str) -> None:
    assert "the driver knows the wire" in refusal(tmp_path, f'driver = "x"\n{other}')
