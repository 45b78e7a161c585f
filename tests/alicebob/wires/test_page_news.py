"""News of the script in a page, and the lines that they become."""

import json
from typing import Any

import pytest

from alicebob.model.facts import Facts
from alicebob.wires.driver_lines import Hello
from alicebob.wires.heard import Heard, HeardKind
from alicebob.wires.page import ChatPage
from alicebob.wires.page_news import PageSession, line_of, wrong_line
from alicebob.wires.reading_page import read_page
from alicebob.wires.toml_table import TomlTable

PROFILE = """[page]
name = { label = "Your name" }
message = { label = "Message" }
messages = { log = "" }

[[page.shows]]
as = "message"
entry = ".message"
user = ".from"
text = ".text"

[[page.shows]]
as = "joined"
entry = ".notice"
words = "{user} came"

[[page.shows]]
as = "left"
entry = ".notice"
words = "{user} went"

[[page.shows]]
as = "ignore"
entry = ".day"
"""
MESSAGE, JOINED, LEFT, DAY = range(4)


def page() -> ChatPage:
    found = read_page(TomlTable.of_file("chat.toml", PROFILE), Facts())
    assert found is not None
    return found


def kind(entry: int, words: str = "", **values: str | None) -> dict[str, object]:
    return {"entry": entry, "values": values, "words": words}


def hello() -> dict[str, object]:
    return kind(MESSAGE, user="Alice", text="Hello")


def heard(news: dict[str, Any]) -> Heard:
    line = line_of(page(), 7, news)
    assert line is not None
    reception = PageSession(Hello).received(True, line)
    assert reception.malformed is None
    return reception.heard[0]


def wrong(news: dict[str, Any]) -> str | None:
    line = line_of(page(), 7, news)
    assert line is not None
    return PageSession(Hello).received(True, line).malformed


def test_an_entry_is_heard_as_its_kind_with_its_values() -> None:
    assert heard({"kinds": [hello()]}) == Heard(HeardKind.MESSAGE, user="Alice", text="Hello")


def test_of_several_kinds_the_first_whose_words_fit_counts() -> None:
    kinds = [kind(JOINED, "Bob went"), kind(LEFT, "Bob went")]
    assert heard({"kinds": kinds}) == Heard(HeardKind.LEFT, user="Bob")


def test_an_ignored_entry_means_nothing() -> None:
    assert line_of(page(), 7, {"kinds": [kind(DAY)]}) is None


def test_a_typist_is_heard() -> None:
    news = {"typing": True, "user": "Bob"}
    assert heard(news) == Heard(HeardKind.TYPING, user="Bob", is_typing=True)


@pytest.mark.parametrize(
    ("news", "why"),
    [
        ({"kinds": [kind(MESSAGE, user=None, text="Hello")]}, '"message" has no user at .from'),
        ({"kinds": [kind(JOINED, "Bob?")]}, "does not fit its [[page.shows]]"),
        ({"kinds": [hello()], "above": True}, 'the entry "message" ("Alice", "Hello") above what'),
        (
            {"kinds": [kind(MESSAGE, user="Alice", text="Hell")], "before": [hello()]},
            'has changed: it was the entry "message" ("Alice", "Hello"), and is the entry',
        ),
    ],
)
def test_what_no_page_may_show_is_malformed(news: dict[str, Any], why: str) -> None:
    assert why in (wrong(news) or "")


def test_a_line_may_say_itself_what_is_wrong() -> None:
    assert json.loads(wrong_line(7, "a dialog"))["connection"] == 7
    assert PageSession(Hello).received(True, wrong_line(7, "a dialog")).malformed == "a dialog"


def test_a_user_is_in_once_the_page_is() -> None:
    session = PageSession(Hello)
    assert session.received(True, b'{"event": "opened", "connection": 7}').is_in
