"""Options of the wrong kind get a sentence, not a traceback."""

from pathlib import Path

import pytest

from alicebob.runner.suite import Suite
from alicebob.servers.profile import BadOption


@pytest.mark.parametrize(
    "text",
    [
        'command = ["serve"]',
        'command = "x"\ndialect = "nonsense"',
        'command = "x"\nenvironment = {PORT = 5}',
        'command = "x"\npromises = 5',
        "command = 5",
    ],
)
def test_a_profile_of_the_wrong_types_is_rejected(text: str, tmp_path: Path) -> None:
    path = tmp_path / "some.toml"
    path.write_text(text)
    with pytest.raises(BadOption):
        Suite({"profile": str(path)})


def test_a_superscript_is_no_number_of_scenarios() -> None:
    with pytest.raises(BadOption):
        Suite({"enough": "\u00b2"})


@pytest.mark.parametrize(
    "command", ["cd chat && npm start", "PORT={port} node chat.js", "./chat > log"]
)
def test_a_command_that_needs_a_shell_gets_one(command: str) -> None:
    assert Suite({"server": command}).profile.command == ("/bin/sh", "-c", command)


def test_any_other_command_is_run_as_it_is() -> None:
    assert Suite({"server": "node chat.js {port}"}).profile.command == ("node", "chat.js", "{port}")
