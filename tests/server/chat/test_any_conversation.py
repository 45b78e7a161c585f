"""Whatever people say, in whatever dialect, at once or not: nobody's line fails, and in the end
nothing is left of them."""

import asyncio
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.chat.service import ChatService
from server.core.rate_limit import Rate
from server.core.rate_limiter import RateLimits, address_rate
from server.core.rules import Rules
from server.dialects.envelope import ENVELOPE
from server.dialects.events import EVENTS
from server.dialects.plain import PLAIN
from server.store.memory import MemoryStore
from server.web.chat_endpoints import on_close, on_init, on_texts
from server.web.connect_request import AdmissionPolicy, ConnectRequest
from server.ws.handler import Continue
from server.ws.write_batch import WriteBatch
from tests.server.support.connection import FakeClient, unstarted
from tests.server.support.fake_transport import turn_ends
from tests.server.support.slow_store import SlowStore

SPEAKERS = [  # in a dialect, in a room, and in at once under a name or by join
    (PLAIN, "red", "Ann"),
    (PLAIN, "red", "Bob"),
    (EVENTS, "red", "Ann"),
    (EVENTS, "red", None),
    (EVENTS, "blue", None),
    (ENVELOPE, "red", None),
]
NAMES = st.sampled_from(["Ann", "bob", "Bob", "", "server", "\ud800", "x" * 65, None, 7])
TEXTS = st.sampled_from(["hi", " ", "", "\x00", "\ud800", "x" * 65_537, "\U0001f98a", None, 7])
KINDS = ["join", "message", "typing", "users", "history", "ping", "leave", "dance"]
OBJECTS = st.fixed_dictionaries(
    {"type": st.sampled_from(KINDS)},
    optional={
        "nickname": NAMES,
        "username": NAMES,
        "content": TEXTS,
        "message": TEXTS,
        "to": NAMES,
        "client_id": st.sampled_from(["c-1", "c-2", "", None, 7]),
        "typing": st.sampled_from([True, False, None]),
        "limit": st.sampled_from([1, 50, 0, 1.5, True]),
        "before": st.sampled_from(["0", "1795000000000000", "x", 7]),
        "nonce": st.sampled_from(["x", "\ud800", 7]),
    },
).map(json.dumps)
SAYING = st.one_of(OBJECTS, st.sampled_from(["", " ", "hi", "{", "[]"]))
TALK = st.lists(
    st.tuples(st.integers(0, len(SPEAKERS) - 1), st.lists(SAYING, max_size=4)), max_size=25
)
RULES = st.builds(Rules, st.booleans(), st.sampled_from([0.0, 0.01]))


class Seat:
    """A client on a connection without a peer."""

    def __init__(self, connect_request: ConnectRequest, line: FakeClient) -> None:
        self.connect_request = connect_request
        self.line = line
        action = on_init(line.connection, connect_request)
        assert isinstance(action, Continue)
        self.session = action.state
        line.connection.start(b"", b"", lambda: None)

    def says(self, texts: list[str]) -> None:
        connection = self.line.connection
        if connection.close_code is None:
            on_texts(self.session, texts, connection, self.connect_request)

    def goes(self) -> None:
        on_close(self.session, self.line.connection, self.connect_request)


async def talk(
    chat: ChatService, rate: Rate | None, message_batch: list[tuple[int, list[str]]]
) -> None:
    """Clients join, talk and leave."""
    limits = None if rate is None else RateLimits(rate, address_rate(rate))
    write_batch, policy = (
        WriteBatch(asyncio.get_running_loop()),
        AdmissionPolicy(join_timeout=0, rate_limits=limits),
    )
    seats = []
    for number, (dialect, room, name) in enumerate(SPEAKERS):
        connect_request = ConnectRequest(
            chat, policy, dialect, room, name, identity=None, since=None
        )
        seats.append(Seat(connect_request, unstarted(number, write_batch)))
    for speaker, texts in message_batch:
        seats[speaker].says(texts)
        await turn_ends()
    for seat in seats:
        seat.goes()
    await chat.sequencer.drained()


async def left_after(
    store: MemoryStore,
    rules: Rules,
    most_rooms: int,
    rate: Rate | None,
    message_batch: list[tuple[int, list[str]]],
) -> list[object]:
    """Return the state kept for clients after all have left."""
    chat = ChatService(store, rules, most_rooms)
    await talk(chat, rate, message_batch)
    return [*chat.rooms, *chat.typing_timers, *chat.pubsub.topics, *store._presence.rooms]


@pytest.mark.parametrize("kind", [MemoryStore, SlowStore])
@pytest.mark.parametrize("rate", [None, Rate(3, 60.0)], ids=["at any pace", "at a pace"])
@settings(max_examples=150, deadline=None)
@given(RULES, st.integers(1, 2), TALK)
def test_any_talk_comes_to_a_good_end(
    kind: type[MemoryStore],
    rate: Rate | None,
    rules: Rules,
    most_rooms: int,
    message_batch: list[tuple[int, list[str]]],
) -> None:
    assert asyncio.run(left_after(kind(10, 10), rules, most_rooms, rate, message_batch)) == []
