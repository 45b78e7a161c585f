"""The table ``[page]`` of a profile: what it says, and how its mistakes are told."""

import re
from typing import Any

import pytest

from alicebob.model.facts import Facts
from alicebob.servers.page_limits import LIMITS
from alicebob.wires.heard import HeardKind
from alicebob.wires.page import ChatPage, Spot
from alicebob.wires.reading_page import WAYS, read_page
from alicebob.wires.toml_source import TomlMistake
from alicebob.wires.toml_table import TomlTable
from tests.support.sources import ROOT

DOCUMENT = (ROOT / "docs" / "pages.md").read_text("utf-8")
SMALL = """[page]
name = { label = "Your name" }
message = { label = "Message" }
messages = { log = "Messages" }

[[page.shows]]
as = "message"
entry = ".message"
words = "{user}: {text}"
"""


def page_of(text: str, usual: Facts = Facts()) -> ChatPage | None:  # noqa: B008  # it is frozen
    return read_page(TomlTable.of_file("chat.toml", text), usual)


def found(text: str = SMALL, **more: Any) -> ChatPage:
    page = page_of(text, **more)
    assert page is not None
    return page


def mistake(text: str) -> str:
    with pytest.raises(TomlMistake) as wrong:
        page_of(text)
    return str(wrong.value)


def test_a_profile_without_the_table_has_no_page() -> None:
    assert page_of('name = "chat"') is None


def test_a_small_page_is_read() -> None:
    page = found()
    assert page.name == Spot("label", "Your name")
    assert page.messages == Spot("log", "Messages")
    assert page.address.expand({}) == "/"
    assert page.hears == {HeardKind.MESSAGE: {"user", "text"}}
    assert not page.has_rooms


def test_a_room_can_stand_in_the_address_or_in_a_field() -> None:
    assert found(SMALL.replace("[page]", '[page]\naddress = "/{?room}"')).has_rooms
    assert found(SMALL.replace("[page]", '[page]\nroom = { label = "Room" }')).has_rooms


def test_a_page_has_the_facts_of_the_wire_unless_it_has_its_own() -> None:
    assert found(usual=Facts(echo=False)).facts == Facts(echo=False)
    own = SMALL + '[page.facts]\nhistory = "all"\n'
    assert found(own, usual=Facts(echo=False)).facts == Facts(history=None)


def test_typists_are_heard_where_the_page_shows_them() -> None:
    page = found(SMALL.replace("[page]", '[page]\ntyping = { css = "#typing" }\ntypist = "b"'))
    assert page.hears[HeardKind.TYPING] == {"user", "typing"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "message = {",
            "massage = {",
            'chat.toml, line 3, page.massage: there is no key "massage"',
        ),
        ('{ label = "Message" }', '"#message"', 'line 3, page.message: write message = { css = "'),
        (
            '{ label = "Message" }',
            '{ labels = "M" }',
            'there is no way "labels" to a place; did you',
        ),
        ('{ label = "Message" }', '{ label = "M", css = "m" }', "a place has one way to it"),
        ('{ label = "Message" }', '{ label = "" }', "line 3, page.message.label: it is empty"),
        ('{ log = "Messages" }', '{ label = "M" }', "label is for fields: name it by a role"),
        ('message = { label = "Message" }', "", "line 1, page: it needs message, such as"),
        ('name = { label = "Your name" }', "", "it needs the field for the name, or {user}"),
        ("[page]", '[page]\naddress = "chat"', "line 2, page.address: it begins with a slash"),
        ("[page]", '[page]\nconnected = "Yes"', "status and connected go together"),
        ("[page]", '[page]\ntypist = "b"', "typing and typist go together"),
        ('as = "message"', 'as = "massage"', "line 7, page.shows[1].as: there is no"),
        ('as = "message"', "", "it does not say as what: as = one of message, "),
        ('as = "message"', 'as = "past"', 'has no [[page.shows]] with as = "message"'),
        ('entry = ".message"', "", "it needs entry, a CSS selector of such entries"),
        ('words = "{user}: {text}"', 'user = "b"', 'as = "message" needs text, or words with'),
        ("{user}: {text}", "{usr}: {text}", "nothing wants {usr}"),
        ("{user}: {text}", "{user}{text}", "page.shows[1].words: "),
    ],
)
def test_mistakes_are_told_with_their_place(old: str, new: str, told: str) -> None:
    assert old in SMALL
    assert told in mistake(SMALL.replace(old, new, 1))


def test_the_document_names_every_way_and_every_limit() -> None:
    told = {way for way in WAYS if f"`{way}`" in DOCUMENT or f"{{ {way} =" in DOCUMENT}
    assert told == set(WAYS)
    rows = dict(re.findall(r"\| `@socket\.([a-z]+)` \| (.*) \|", DOCUMENT))
    assert rows == LIMITS


def test_the_page_of_the_document_is_one() -> None:
    table = next(part for part in re.findall(r"```toml\n(.*?)```", DOCUMENT, re.S))
    assert found(table).connected == "online"
