"""The receiver of a connection: the moment of joining, and the errors that a step sees."""

import json

import pytest

from alicebob.clients.inbox import Inbox
from alicebob.clients.receiver import Receiver
from alicebob.dialects.base import Dialect
from alicebob.dialects.described import Described
from alicebob.dialects.envelope import ENVELOPE
from alicebob.dialects.events import EVENTS, EVENTS_BY_MESSAGE
from alicebob.dialects.own_form import Form, of_schemas
from alicebob.dialects.plain import PLAIN
from alicebob.model.facts import Facts, Told
from alicebob.model.received import (
    MARKER,
    Announcement,
    Malformed,
    Message,
    Pong,
    ReceivedEvent,
    RejectionReason,
    UserJoined,
    Welcome,
)
from alicebob.record.journal import Connected, Connection, EventReceived, Journal
from tests.alicebob.support.wires import wire

AT = "2026-11-21T14:49:24Z"


class Threshold:
    """A door with what comes through it."""

    def __init__(
        self,
        dialect: Dialect,
        *,
        is_described: bool = False,
        has_exact_keys: bool = True,
        form: Form | None = None,
    ) -> None:
        self.journal = Journal()
        self.inbox = Inbox(self.journal)
        connection = Connection(1, "Al", "Al", "lobby", dialect)
        self.sent: list[str] = []
        codec = dialect.codec("Al", None, 1, is_exact=has_exact_keys)
        self.receiver = Receiver(
            connection,
            dialect,
            self.inbox,
            self.journal,
            codec,
            self.sent.append,
            is_described,
            form,
        )
        self.receiver.on_open()

    def hears(self, **fields: object) -> None:
        self.receiver.on_frame(True, json.dumps(fields).encode())

    def hears_arrival(self, name: str = "Al") -> None:
        self.hears(type="user_joined", nickname=name, timestamp=AT, user_count=1)

    @property
    def shown(self) -> list[ReceivedEvent]:
        return self.inbox.received

    @property
    def kinds(self) -> list[type]:
        return [type(entry.what) for entry in self.journal.entries]


def test_where_no_word_is_wanted_one_is_in_with_the_handshake() -> None:
    assert [Threshold(dialect).receiver.is_joined for dialect in (PLAIN, EVENTS)] == [True, True]


def test_where_a_word_is_wanted_one_is_in_with_its_answer() -> None:
    at = Threshold(EVENTS_BY_MESSAGE)
    before = at.receiver.is_joined
    at.hears_arrival()
    assert [before, at.receiver.is_joined, at.kinds] == [False, True, [Connected, EventReceived]]


def test_an_envelope_answers_with_the_join() -> None:
    at = Threshold(ENVELOPE)
    at.hears(type="join", username="Al", message="", timestamp=AT)
    assert at.receiver.is_joined


def test_a_user_who_is_rejected_is_not_in() -> None:
    at = Threshold(ENVELOPE)
    at.receiver.on_frame(True, b"Invalid message")
    assert at.receiver.rejected is not None
    assert (at.receiver.is_joined, at.receiver.rejected.reason) == (False, RejectionReason.INVALID)


def test_ones_own_arrival_is_no_news() -> None:
    at = Threshold(EVENTS)
    at.hears_arrival()
    assert at.shown == []


def test_the_arrival_of_a_namesake_is() -> None:
    at = Threshold(EVENTS)
    at.hears_arrival()
    at.hears_arrival()
    assert at.shown == [UserJoined("Al")]


def test_in_plain_the_own_arrival_would_be_news() -> None:
    at = Threshold(PLAIN)
    at.hears(sender="Al", content="Al joined the chat", type="notification")
    assert at.shown == [UserJoined("Al")]


def test_where_frames_are_described_they_must_be_so_to_the_letter() -> None:
    said = {"type": "message", "id": "17", "nickname": "Al", "content": "hi", "timestamp": AT}
    loose, strict = Threshold(EVENTS), Threshold(EVENTS, is_described=True)
    loose.hears(**said)
    strict.hears(**said)
    assert loose.shown == [Message("Al", "hi")]
    assert [received.why for received in strict.shown if isinstance(received, Malformed)] == [
        'id is "17"; allowed: The sequence number of a message: microseconds since 1970, '
        "as a decimal number in a string"
    ]


@pytest.mark.parametrize("has_exact_keys", [False, True])
def test_further_keys_are_read_over_unless_exact_ones_are_promised(has_exact_keys: bool) -> None:
    at = Threshold(PLAIN, has_exact_keys=has_exact_keys)
    at.hears(sender="Al", content="hi", type="message", colour="red")
    assert [isinstance(received, Malformed) for received in at.shown] == [has_exact_keys]


def test_the_first_word_of_the_server_is_its_welcome() -> None:
    at = Threshold(EVENTS)
    for _ in range(2):
        at.hears(type="system", content="Hello", timestamp=AT)
    assert at.shown == [Welcome("Hello"), Announcement("Hello")]


def test_markers_are_not_shown() -> None:
    at = Threshold(EVENTS)
    at.hears(type="message", id="1", nickname="Al", content=MARKER + "1", timestamp=AT)
    at.hears(type="pong", nonce=MARKER + "2", timestamp=AT)
    at.hears(type="message", id="2", nickname="Al", content="hi", timestamp=AT)
    at.hears(type="pong", nonce="sign", timestamp=AT)
    assert at.shown == [Message("Al", "hi"), Pong("sign")]


def test_a_user_who_joins_under_another_name_bears_it() -> None:
    at = Threshold(EVENTS_BY_MESSAGE)
    at.receiver.will_join("  Bob ")
    at.hears_arrival("Bob")
    assert [entry.connection.name for entry in at.journal.entries] == ["Bob", "Bob"]


def test_a_frame_that_does_not_match_the_document_of_the_server_is_malformed() -> None:
    short = {"properties": {"content": {"maxLength": 2}}}
    threshold = Threshold(PLAIN, form=of_schemas({"short.json": short}))
    threshold.hears(sender="Bob", content="hi", type="message")
    threshold.hears(sender="Bob", content="hello", type="message")
    *told, malformed = threshold.inbox.received
    assert told == [Message("Bob", "hi"), Message("Bob", "hello")]
    assert isinstance(malformed, Malformed)
    assert malformed.why == 'content is "hello"; allowed: at most 2 characters (short.json)'


NAME_FIRST = """
[wire]
url = "/ws"
say.text = "{text}"
[[wire.enter]]
send.text = "{user}"
await.text = "{user} joined."
hear = true
[[hear]]
as = "joined"
text = "{user} joined."
[[hear]]
as = "message"
text = "{text}"
"""


def test_on_a_described_wire_the_join_of_somebody_else_lets_nobody_in() -> None:
    door = Threshold(Described("name first", wire(NAME_FIRST), Facts(arrivals=Told.ALL)))
    door.receiver.on_frame(True, b"Bob joined.")
    assert not door.receiver.is_joined
    door.receiver.on_frame(True, b"Al joined.")
    assert door.receiver.is_joined
    assert door.kinds.count(Connected) == 1
