"""The AsyncAPI document: complete, true to the code's own frames, and the one that is in docs/."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from docs.tools.page import page
from server.asyncapi import as_json
from server.asyncapi.channels import CHATTING, ENVELOPE, EVENTS, PLAIN, DialectSpec
from server.asyncapi.document import document
from server.asyncapi.extensions import extensions
from server.asyncapi.messages import JSON, MessageSpec
from server.asyncapi.operations import operations
from server.asyncapi.schemas import ERROR_CODES
from server.config.settings import Settings
from server.core.commands import Command, InvalidCommand
from server.core.events import (
    Announcement,
    Confirmed,
    Event,
    History,
    PongReply,
    PresentUser,
    PrivateMessage,
    PublicMessage,
    Rejected,
    RejectionReason,
    TypingChanged,
    UserJoined,
    UserLeft,
    UserList,
)
from server.dialects.envelope import ENVELOPE as ENVELOPE_SPOKEN
from server.dialects.events import EVENTS as EVENTS_SPOKEN
from server.dialects.plain import PLAIN as PLAIN_SPOKEN
from server.web.app import build
from server.ws.close_codes import CloseCode
from tests.server.support.described import DIALECT, examples, fits, names_that_fit
from tests.server.support.serving import knocking, serving

DOCS = Path(__file__).parents[3] / "docs"
NOW = 1_795_272_564_123_456
SPOKEN = {"plain": PLAIN_SPOKEN, "events": EVENTS_SPOKEN, "envelope": ENVELOPE_SPOKEN}
SAID = PublicMessage("Alice", "Hello", NOW)
WHISPERED = PrivateMessage("Alice", "Bob", "psst", NOW + 1)
HAPPENED: list[Event] = [
    SAID,
    PublicMessage("名前 x", "two\nlines \x00 \ufeff", NOW, "c-17"),
    WHISPERED,
    Confirmed(SAID, "c-17"),
    Confirmed(WHISPERED, "c-18"),
    UserJoined("Alice", NOW, 1),
    UserLeft("Alice", NOW, 0),
    TypingChanged("Alice", True),
    TypingChanged("Alice", False),
    Announcement("We restart at noon.", NOW),
    UserList(()),
    UserList((PresentUser("Alice", 2), PresentUser("Bob", 1))),
    History((), True),
    History((SAID, WHISPERED), False),
    History((), True, newest=0),
    History((SAID,), True, newest=NOW),
    PongReply("x1", NOW),
    PongReply("", NOW),
    *(Rejected(why, "A sentence.", NOW) for why in RejectionReason),
]
OF_DIALECTS = pytest.mark.parametrize("dialect", CHATTING, ids=lambda dialect: dialect.name)
OF_JSON = pytest.mark.parametrize("dialect", [EVENTS, ENVELOPE], ids=lambda dialect: dialect.name)


def encoded(dialect: DialectSpec, event: Event) -> object:
    """The frame of ``event`` in ``dialect``: an object, a bare text, or None."""
    frame = SPOKEN[dialect.name].encode(event)
    if frame is None:
        return None
    text = frame.decode()
    return json.loads(text) if text.startswith("{") else text


def decoder(dialect: DialectSpec) -> Callable[[str], Command]:
    decode = SPOKEN[dialect.name].decode
    assert decode is not None
    return decode


def test_docs_has_the_document_that_the_code_makes() -> None:
    assert (DOCS / "asyncapi.json").read_bytes() == as_json(), "run make docs"


def test_docs_has_the_page_that_the_document_makes() -> None:
    assert (DOCS / "protocol.html").read_text() == page(document()), "run make docs"


def test_the_page_needs_nothing_but_itself() -> None:
    calls = ("http://", "https://", "src=", "@import", "url(", "<link", "<script")
    assert [call for call in calls if call in page(document())] == []


def test_one_of_each_event_is_looked_at() -> None:
    assert {type(event) for event in HAPPENED} == set(get_args(Event))


@OF_DIALECTS
@pytest.mark.parametrize("event", HAPPENED, ids=repr)
def test_what_the_server_tells_is_described(dialect: DialectSpec, event: Event) -> None:
    payload = encoded(dialect, event)
    assert payload is None or names_that_fit(dialect.server, payload)


@OF_DIALECTS
def test_what_is_described_is_told(dialect: DialectSpec) -> None:
    told = [encoded(dialect, event) for event in HAPPENED]
    assert set().union(*(names_that_fit(dialect.server, payload) for payload in told)) == {
        message.name for message in dialect.server
    }


@pytest.mark.parametrize("event", HAPPENED, ids=repr)
def test_events_has_a_word_for_everything(event: Event) -> None:
    assert encoded(EVENTS, event) is not None


@OF_DIALECTS
def test_a_frame_of_the_server_has_exactly_its_keys(dialect: DialectSpec) -> None:
    for message in dialect.server:
        for payload in message.examples.values():
            if isinstance(payload, dict):
                needed = [key for key in payload if key in message.schema["required"]]
                without = [{k: v for k, v in payload.items() if k != gone} for gone in needed]
                forms = [*without, {**payload, "extra": 1}, *({**payload, k: 5.5} for k in payload)]
                assert [form for form in forms if fits(message, form)] == []


@pytest.mark.parametrize("dialect", DIALECT.values(), ids=DIALECT.keys())
def test_every_message_has_an_example_that_fits_it_alone(dialect: DialectSpec) -> None:
    assert all(message.examples for message in dialect.messages)
    for message, payload in examples(dialect):
        side = dialect.client if message in dialect.client else dialect.server
        assert message.name in names_that_fit(side, payload)
        assert dialect.name == "echo" or len(names_that_fit(side, payload)) == 1


@OF_JSON
def test_every_example_of_a_client_is_understood(dialect: DialectSpec) -> None:
    decode = decoder(dialect)
    said = [json.dumps(p) for message in dialect.client for p in message.examples.values()]
    assert [text for text in said if isinstance(decode(text), InvalidCommand)] == []


def test_every_command_has_an_example() -> None:
    decode = decoder(EVENTS)
    said = [json.dumps(p) for message in EVENTS.client for p in message.examples.values()]
    assert {type(decode(text)) for text in said} == set(get_args(Command)) - {InvalidCommand}


def test_every_type_has_an_example() -> None:
    match decoder(EVENTS)('{"type": "shout"}'):
        case InvalidCommand(RejectionReason.UNKNOWN_TYPE, sentence):
            known = (
                sentence.removeprefix("Unknown type. The types are ").removesuffix(".").split(", ")
            )
    said = [p["type"] for message in EVENTS.client for p in message.examples.values()]
    assert set(said) == set(known)


def test_every_error_code_is_described() -> None:
    assert list(ERROR_CODES) == [why.value for why in RejectionReason]


def test_every_close_code_is_described() -> None:
    never_sent = {CloseCode.NO_STATUS, CloseCode.ABNORMAL}
    described = {int(code) for code in extensions()["x-close-codes"]}
    assert described == set(CloseCode) - never_sent


@OF_DIALECTS
def test_every_subprotocol_is_the_servers(dialect: DialectSpec) -> None:
    told = extensions()["x-dialects"][dialect.name]["subprotocol"]
    assert told == SPOKEN[dialect.name].subprotocol


@pytest.mark.parametrize("dialect", DIALECT.values(), ids=DIALECT.keys())
def test_every_message_of_a_client_is_received_by_one_operation(dialect: DialectSpec) -> None:
    received = [
        reference["$ref"].rpartition("/")[2]
        for operation in operations().values()
        if operation["action"] == "receive"
        for reference in operation["messages"]
    ]
    assert [received.count(message.name) for message in dialect.client] == [1] * len(dialect.client)


def test_every_reference_leads_somewhere() -> None:
    whole = document()

    def look(value: object) -> None:
        if isinstance(value, dict):
            if "$ref" in value:
                found: object = whole
                for step in value["$ref"].removeprefix("#/").split("/"):
                    assert isinstance(found, dict)
                    found = found[step]
            for inner in value.values():
                look(inner)
        elif isinstance(value, list):
            for inner in value:
                look(inner)

    look(whole)


async def test_the_document_is_served() -> None:
    plainly = {"Upgrade": None, "Connection": "close"}
    async with (
        serving(build(Settings())) as port,
        knocking(port, "/asyncapi.json", plainly) as peer,
    ):
        assert (peer.status, peer.headers["content-type"]) == (200, JSON)
        assert json.loads(await peer.rest()) == document()


def test_a_message_knows_its_schema() -> None:
    assert (
        MessageSpec("events.server.user_joined", "", {}, {}).schema_name == "EventsServerUserJoined"
    )


def test_bare_text_is_no_json() -> None:
    assert {m.name for m in PLAIN.messages + ENVELOPE.messages if m.content_type != JSON} == {
        "plain.client.text",
        "envelope.server.refusal",
    }
