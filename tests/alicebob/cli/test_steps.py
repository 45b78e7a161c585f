"""``alicebob steps``: its formats, and the words that choose steps."""

import json

import pytest

from alicebob.cli import main as command


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest) -> str:
    """The output for the words of the test."""
    assert command.main(["steps", *request.param]) == 0
    return capsys.readouterr().out


def of(*words: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("told", [words], indirect=True)


@of()
def test_all_steps_are_listed_by_subject(told: str) -> None:
    assert told.startswith("Users connect and leave, and are notified of each other\n─")
    assert told.count("for example: ") > 300


@of("receive", "private", "not")
def test_a_step_is_listed_if_it_has_every_word(told: str) -> None:
    sentences = [line for line in told.splitlines() if line[:3] == "  T"]
    assert sentences == [
        '  Then user "{receiver}" should not receive private message '
        'from "{sender}" saying "{text}"',
        '  Then user "{receiver}" should not receive any private message',
    ]


@of("disconnects", "abruptly", "tcp")
def test_a_step_has_its_meaning_and_an_example(told: str) -> None:
    assert (
        '  When user "{user}" disconnects abruptly\n'
        "      End the TCP connection in order, but without a Close frame\n"
        '      for example: When user "Bob" disconnects abruptly\n'
    ) in told


@of("operator", "announces", "kind")
def test_words_that_a_sentence_takes_are_listed(told: str) -> None:
    assert "      kind: JSON, double quotes, decomposed accents, " in told
    assert ", and 2 more\n" in told


@of("--markdown", "without", "joining", "room")
def test_as_markdown_it_is_a_page(told: str) -> None:
    assert told.startswith("## Users who speak a dialect of their choice")
    assert '- **Given/When/Then** `user "{user}" connects to room "{room}" without joining`' in told


@of("--json", "announces", "in", "room")
def test_as_json_it_is_for_editors(told: str) -> None:
    (step,) = json.loads(told)
    assert step["sentence"] == 'the operator announces "{text}" in room "{room}"'
    assert [p["name"] for p in step["parameters"]] == ["text", "room"]
    assert step["location"].startswith("features/announcements/announcements.feature:")


def test_words_that_no_step_has_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["steps", "zebra"]) == 2
    assert "no step has the words 'zebra'" in capsys.readouterr().err
