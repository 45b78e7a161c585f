"""The table of facts: its defaults, all its keys, and its mistakes."""

import pytest

from alicebob.model.facts import Blank, Counted, Facts, Order, Shows, Told
from alicebob.wires.facts_table import read_facts
from alicebob.wires.toml_source import TomlMistake
from alicebob.wires.toml_table import TomlTable


def facts(text: str) -> Facts:
    return read_facts(TomlTable.of_file("chat.toml", text))


def test_without_facts_a_server_is_like_the_reference() -> None:
    assert facts("") == facts("[facts]") == Facts()
    assert (Facts().shows, Facts().echo, Facts().departures) == (Shows.NAME, True, Told.OTHERS)


def test_every_fact_can_be_told() -> None:
    told = """
    [facts]
    shows = "given"
    echo = false
    arrivals = "all"
    departures = "untold"
    order = "unknown"
    history = "all"
    forgets = true
    delay = 1
    changes = ["trim", "html-escape"]
    max_bytes = 512
    max_characters = 100
    name_pattern = "[a-z]+"
    max_name = 12
    anonymous = "Guest"
    blank = "dropped"
    private_echo = false
    counts = "users"
    """
    assert facts(told) == Facts(
        *(Shows.GIVEN, False, Told.ALL, Told.UNTOLD, Order.UNKNOWN, None, True, 1.0),
        *(("trim", "html-escape"), 512, 100, "[a-z]+", 12, "Guest", Blank.DROPPED, False),
        *(Counted.USERS,),
    )


@pytest.mark.parametrize(("said", "count"), [('"none"', 0), ("0", 0), ("20", 20), ('"all"', None)])
def test_a_history_is_none_all_or_a_number(said: str, count: int | None) -> None:
    assert facts(f"[facts]\nhistory = {said}").history == count


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        ("ecko = true", 'facts.ecko: there is no key "ecko" here; did you mean "echo"?'),
        ('echo = "yes"', "facts.echo: it is true or false, not 'yes'"),
        ("max_bytes = true", "facts.max_bytes: it is a whole number, not True"),
        ("max_bytes = 0", "facts.max_bytes: it is at least 1, not 0"),
        ("history = -1", "facts.history: it is at least 0, not -1"),
        ('history = "some"', 'facts.history: there is no "some"'),
        ('delay = "1 s"', "facts.delay: it is a number, not '1 s'"),
        ("delay = inf", "facts.delay: it is zero or more, not inf"),
        ('shows = "names"', 'facts.shows: there is no "names"; did you mean "name"?'),
        ('changes = ["trimm"]', 'facts.changes: there is no "trimm"; did you mean "trim"?'),
        ('changes = "trim"', "facts.changes: it is a list, in square brackets, not 'trim'"),
        ('name_pattern = "["', "facts.name_pattern: it is not a regular expression"),
    ],
)
def test_a_mistake_is_told(fact: str, told: str) -> None:
    with pytest.raises(TomlMistake) as mistake:
        facts(f"[facts]\n{fact}")
    assert str(mistake.value).startswith(f"chat.toml, line 2, {told}")
