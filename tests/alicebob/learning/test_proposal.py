"""Proposals for chats of many kinds, from talks that were made without a server."""

import json
import uuid
from collections.abc import Mapping
from typing import cast

import pytest

from alicebob.learning.first_talk import Guest
from alicebob.learning.proposal import proposal
from alicebob.learning.way import Way
from alicebob.wires.facts_table import read_facts
from alicebob.wires.reading import read_wire
from alicebob.wires.toml_table import TomlTable
from tests.alicebob.support.made_talk import MadeChat, made_talk

PLAIN = Way("/chat{?user}", 'say.text = "{text}"')


def proposed(chat: MadeChat, *odd_texts: str, way: Way = PLAIN) -> TomlTable:
    text = proposal('command = "chat"', way, made_talk(chat, *odd_texts))
    table = TomlTable.of_file("proposal", text)
    read_wire(table)
    read_facts(table)
    assert "does not explain" not in text, text
    return table


def heard(table: TomlTable) -> Mapping[str, object]:
    """The template of each meaning."""
    templates = {}
    for hear in table.tables("hear"):
        template = hear.text("text") or json.loads(hear.text("json") or "null")
        templates[hear.text("as") or ""] = template
    return templates


def facts(table: TomlTable) -> Mapping[str, object]:
    read = table.table("facts")
    assert read is not None
    return read.values


def test_text_with_names_and_notices() -> None:
    table = proposed(
        MadeChat(
            said=lambda who, text, _to: [f"[12:03:{len(who.name):02}] <{who.name}> {text}"],
            joined=lambda who, _to, _people: [f"* {who.name} has joined"],
            left=lambda who, _to, _people: [f"* {who.name} has left"],
        )
    )
    assert heard(table) == {
        "message": "[{*}] <{user}> {text}",
        "joined": "* {user} has joined",
        "left": "* {user} has left",
    }
    assert facts(table) == {
        "shows": "name",
        "echo": True,
        "arrivals": "all",
        "departures": "others",
        "order": "kept",
        "history": "none",
    }


def test_json_with_ids_and_times() -> None:
    frames = iter(range(10_000))

    def said(who: Guest, text: str, to: Guest) -> list[str]:
        event = {"type": "msg", "from": who.name, "body": text, "id": next(frames), "to": to.name}
        return [] if who is to else [json.dumps(event | {"at": "2026-01-02T03:04:05Z"})]

    table = proposed(MadeChat(said))
    assert heard(table) == {"message": {"type": "msg", "from": "{user}", "body": "{text}"}}
    expected = {"shows": "name", "echo": False, "arrivals": "untold", "departures": "untold"}
    assert {key: facts(table)[key] for key in expected} == expected


def test_what_is_made_of_a_text_says_it_only_once() -> None:
    def said(_who: Guest, text: str, _to: Guest) -> list[str]:
        id = str(uuid.uuid4())
        return [json.dumps({"id": id, "body": text, "html": f'<p id="m{id}">{text}</p>'})]

    assert heard(proposed(MadeChat(said))) == {"message": {"body": "{text}"}}


def test_numbers_and_receipts() -> None:
    def said(who: Guest, text: str, to: Guest) -> list[str]:
        receipt = [f"You wrote: {text}"] if who is to else []
        return [*receipt, f"Client #{who.number} says: {text}"]

    table = proposed(MadeChat(said), way=Way("/ws/{number}", 'say.text = "{text}"'))
    assert heard(table) == {
        "receipt": "You wrote: {text}",
        "message": "Client #{number} says: {text}",
    }
    assert facts(table)["shows"] == "number"


def test_lists_of_users_instead_of_notices() -> None:
    def here(_who: Guest, _to: Guest, people: list[Guest]) -> list[str]:
        return [json.dumps({"users": [{"name": each.name} for each in people]})]

    chat = MadeChat(
        lambda who, text, _to: [json.dumps({"who": who.name, "text": text})], here, here
    )
    table = proposed(chat)
    assert heard(table)["here"] == {"users": {"$each": {"name": "{user}"}}}
    assert (facts(table)["arrivals"], facts(table)["departures"]) == ("others", "others")


def test_a_list_of_users_as_text() -> None:
    def here(_who: Guest, _to: Guest, people: list[Guest]) -> list[str]:
        return ["Online: " + ", ".join(each.name for each in people)]

    table = proposed(MadeChat(lambda who, text, _to: [f"{who.name}: {text}"], here, here))
    assert heard(table)["here"] == "Online: {users:list}"


def test_notices_without_names() -> None:
    table = proposed(
        MadeChat(
            lambda who, text, _to: [f"{who.name}: {text}"],
            lambda who, to, _people: [] if who is to else ["Somebody came"],
            lambda _who, _to, _people: ["Somebody went"],
        )
    )
    assert heard(table) == {
        "message": "{user}: {text}",
        "joined": "Somebody came",
        "left": "Somebody went",
    }


def test_a_count_of_people() -> None:
    def count(_who: Guest, _to: Guest, people: list[Guest]) -> list[str]:
        return [json.dumps({"type": "count", "online": len(people)})]

    table = proposed(MadeChat(lambda _who, text, _to: [text], count, count))
    assert heard(table) == {
        "message": "{text}",
        "here": {"type": "count", "online": "{count:int}"},
    }
    assert facts(table)["shows"] == "nothing"


def test_earlier_messages_in_a_list() -> None:
    chat = MadeChat(
        lambda who, text, _to: [json.dumps({"type": "msg", "who": who.name, "text": text})],
        past=lambda past: [
            json.dumps({"type": "past", "all": [{"who": who.name, "text": t} for who, t in past]})
        ],
    )
    table = proposed(chat)
    assert heard(table)["past"] == {
        "type": "past",
        "all": {"$each": {"who": "{user}", "text": "{text}"}},
    }
    assert facts(table)["history"] == "all"


def test_the_last_earlier_messages_one_by_one() -> None:
    chat = MadeChat(
        lambda who, text, _to: [f"{who.name}: {text}"],
        past=lambda past: [f"(earlier) {who.name}: {text}" for who, text in past[-2:]],
    )
    table = proposed(chat)
    assert heard(table)["past"] == "(earlier) {user}: {text}"
    assert facts(table)["history"] == 2


def test_names_that_the_server_gives() -> None:
    names: dict[str, str] = {}

    def hello(who: Guest, to: Guest, people: list[Guest]) -> list[str]:
        names.setdefault(who.name, f"Guest{len(people)}")
        return [f"the-lobby: you are {names[who.name]}"] if who is to else []

    chat = MadeChat(lambda who, text, _to: [f"the-lobby {names[who.name]}> {text}"], hello)
    table = proposed(chat, way=Way("/", 'say.text = "{text}"'))
    assert heard(table)["message"] == "the-lobby {user}> {text}"
    assert facts(table)["shows"] == "given"
    wire = table.table("wire")
    assert wire is not None
    assert wire.values["enter"] == [{"await": {"text": "the-lobby: you are {me}"}}]


def test_json_inside_a_json_string() -> None:
    def said(who: Guest, text: str, _to: Guest) -> list[str]:
        return [json.dumps({"data": json.dumps({"user": who.name, "text": text})})]

    assert heard(proposed(MadeChat(said)))["message"] == {
        "data": {"$json": {"user": "{user}", "text": "{text}"}}
    }


def test_lists_with_counters() -> None:
    refs = iter(range(10_000))

    def said(who: Guest, text: str, _to: Guest) -> list[str]:
        body = {"name": who.name, "body": text}
        return [json.dumps([None, str(next(refs)), "room:lobby", "shout", body])]

    assert heard(proposed(MadeChat(said)))["message"] == [
        *(None, "{*}", "room:lobby", "shout"),
        {"name": "{user}", "body": "{text}"},
    ]


@pytest.mark.parametrize(
    ("changes", "change"),
    [
        (["trim"], lambda text: text.strip()),
        (["newline-to-space"], lambda text: text.replace("\r\n", " ").replace("\n", " ")),
        (["line-feed-to-space"], lambda text: text.replace("\n", " ")),
        (["trim", "lower-case"], lambda text: text.strip().lower()),
    ],
)
def test_changes_of_texts(changes: list[str], change: object) -> None:
    assert callable(change)
    chat = MadeChat(lambda who, text, _to: [f"{who.name}: {change(text)}"])
    odd = ("  {word}  ", "{word}\n{word}", "{word}\r\n{word}", "{word} KXQ")
    assert facts(proposed(chat, *odd))["changes"] == changes


def test_a_chat_in_which_nothing_tells_old_from_new_says_so() -> None:
    chat = MadeChat(
        lambda who, text, _to: [f"{who.name}: {text}"],
        past=lambda past: [f"{who.name}: {text}" for who, text in past],
    )
    text = proposal('command = "chat"', PLAIN, made_talk(chat))
    assert "messages look like new ones" in text


def test_a_greeting_with_json_in_a_string_is_awaited() -> None:
    def greeted(who: Guest, to: Guest, _people: list[Guest]) -> list[str]:
        channel = json.dumps({"room": to.room})
        return [json.dumps({"channel": channel, "type": "confirmed"})] if who is to else []

    way = Way("/", 'say.text = "{text}"', ('send.text = "subscribe"',))
    said = MadeChat(lambda who, text, _to: [f"{who.name}: {text}"], greeted)
    wire = proposed(said, way=way).table("wire")
    assert wire is not None
    (step,) = cast("list[dict[str, dict[str, str]]]", wire.values["enter"])
    awaited = {"channel": {"$json": {"room": "{room}"}}, "type": "confirmed"}
    assert json.loads(step["await"]["json"]) == awaited


def test_earlier_messages_from_before_the_talk_are_no_kind_of_their_own() -> None:
    def history(past: list[tuple[Guest, str]]) -> list[str]:
        told = [{"who": who.name, "text": text} for who, text in past]
        return [json.dumps({"type": "past", "all": told or [{"who": "Zed", "text": "old"}]})]

    chat = MadeChat(
        lambda who, text, _to: [json.dumps({"type": "msg", "who": who.name, "text": text})],
        past=history,
    )
    assert set(heard(proposed(chat))) == {"message", "past"}


def test_a_list_that_greets_every_newcomer_is_awaited() -> None:
    def people(_who: Guest, _to: Guest, here: list[Guest]) -> list[str]:
        return [json.dumps({"type": "users", "all": [{"name": each.name} for each in here]})]

    way = Way("/", 'say.text = "{text}"', ('send.text = "{user}"',))
    chat = MadeChat(lambda who, text, _to: [f"{who.name}: {text}"], people, people)
    wire = proposed(chat, way=way).table("wire")
    assert wire is not None
    assert wire.values["enter"] == [
        {
            "send": {"text": "{user}"},
            "await": {"json": '{"type": "users", "all": "{*}"}'},
            "hear": True,
        }
    ]
