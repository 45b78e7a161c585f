"""Facts of a profile that a talk contradicts."""

import json

import pytest

from alicebob.learning.contradictions import contradictions
from alicebob.wires.facts_table import read_facts
from alicebob.wires.reading import read_wire
from alicebob.wires.toml_table import TomlTable
from tests.alicebob.support.made_talk import MadeChat, made_talk

CHAT = MadeChat(
    said=lambda who, text, _to: [json.dumps({"who": who.name, "text": text})],
    joined=lambda who, to, _people: [] if who is to else [json.dumps({"joined": who.name})],
    left=lambda who, _to, _people: [json.dumps({"left": who.name})],
)
PROFILE = """
[wire]
url = "/"
say.text = "{text}"
[[hear]]
as = "message"
json = '{"who": "{user}", "text": "{text}"}'
[[hear]]
as = "joined"
json = '{"joined": "{user}"}'
[[hear]]
as = "left"
json = '{"left": "{user}"}'
[facts]
shows = "name"
echo = true
arrivals = "others"
departures = "others"
order = "kept"
history = "none"
changes = []
"""


def found(profile: str, chat: MadeChat = CHAT) -> list[str]:
    table = TomlTable.of_file("chat.toml", profile)
    talk = made_talk(chat, "  {word}  ")
    return contradictions(read_wire(table), read_facts(table), talk)


def test_a_profile_that_is_true_has_none() -> None:
    assert found(PROFILE) == []


@pytest.mark.parametrize(
    ("true", "false", "sentence"),
    [
        ('"name"', '"nothing"', 'shows = "nothing", but each message had the name'),
        ("echo = true", "echo = false", "echo = false, but Alice received her own words"),
        ('arrivals = "others"', 'arrivals = "all"', 'arrivals = "all", but only the others'),
        ('departures = "others"', 'departures = "untold"', 'departures = "untold", but the others'),
        ('history = "none"', "history = 3", "history = 3, but a newcomer received no earlier"),
        ("changes = []", 'changes = ["trim"]', 'changes = ["trim"], but odd texts came as'),
    ],
)
def test_a_false_fact_is_told_with_what_was_seen(true: str, false: str, sentence: str) -> None:
    (told,) = found(PROFILE.replace(true, false))
    assert told.startswith(sentence)


def test_a_frame_that_fits_nothing_is_shown() -> None:
    told = found(PROFILE.replace('{"left"', '{"gone"'))
    assert "nearest is" in told[0]
    assert '{"left": "Bob' in told[0]


def test_a_wrong_sender_is_named() -> None:
    chat = MadeChat(
        lambda _who, text, _to: [json.dumps({"who": "Eve", "text": text})], CHAT.joined, CHAT.left
    )
    assert any("came as from 'Eve'" in each for each in found(PROFILE, chat))


def test_a_longer_history_than_what_was_said_is_all_of_it() -> None:
    chat = MadeChat(
        CHAT.said,
        CHAT.joined,
        CHAT.left,
        lambda past: [json.dumps({"old": t, "by": who.name}) for who, t in past],
    )
    hear = '[[hear]]\nas = "past"\njson = \'{"old": "{text}", "by": "{user}"}\'\n[facts]'
    profile = PROFILE.replace("[facts]", hear)
    assert found(profile.replace('"none"', "50"), chat) == []
    assert found(profile.replace('"none"', "2"), chat)[0].startswith("history = 2, but Dora")
