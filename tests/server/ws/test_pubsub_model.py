"""Model test: our batching server sends the same bytes as a naive one that does not batch."""

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from server.ws.close_codes import CloseCode
from server.ws.frames import BINARY, PING, PONG, TEXT, close_frame, frame
from server.ws.pubsub import Encode, PubSub
from server.ws.write_batch import MAX_BATCH_BYTES, MAX_POLLS, WriteBatch
from tests.server.support.client_frames import masked
from tests.server.support.connection import unstarted
from tests.server.support.fake_transport import turn_ends

ANSWER = b"HTTP/1.1 101 Switching Protocols\r\n\r\n"
PEOPLE, TOPICS = range(2), ["news", "sport"]
LATE = PEOPLE[-1]  # whose handshake is answered at some time or other
LARGE = MAX_BATCH_BYTES * 2 // 3  # bytes: two of them are too much to gather


def plain(event: str) -> bytes | None:
    return event.encode()


def loud(event: str) -> bytes | None:
    return event.encode() + b"!"


class Ours:
    """Connections on fake transports, in iterations of one loop."""

    def __init__(self) -> None:
        write_batch = WriteBatch(asyncio.get_running_loop())
        self.pubsub = PubSub[str]()
        self.lines = [unstarted(number, write_batch) for number in PEOPLE]
        for number in PEOPLE[:LATE]:
            self.start(number)

    def start(self, number: int) -> None:
        line = self.lines[number]
        line.connection.start(ANSWER, b"", lambda: None)


class Model:
    """Return what each peer was sent, written at once."""

    def __init__(self) -> None:
        self.written = [ANSWER for _ in PEOPLE]
        self.heard: dict[str, dict[Encode[str], set[int]]] = {topic: {} for topic in TOPICS}
        self.closed: set[int] = set()
        self.started = set(PEOPLE[:LATE])
        self.closes_later: set[int] = set()

    def send(self, number: int, frame: bytes) -> None:
        if number not in self.closed:
            self.written[number] += frame

    def close(self, number: int) -> None:
        self.send(number, close_frame(CloseCode.NORMAL))
        self.closed.add(number)

    def turn_ends(self) -> None:
        for number in self.closes_later & self.started:
            self.close(number)


# What can happen. Each does the same to both; ``mark`` tells one event from the others.
@dataclass(frozen=True)
class Subscribe:
    number: int
    topic: str
    encode: Encode[str]

    async def do(self, mark: str, ours: Ours, model: Model) -> None:
        ours.pubsub.subscribe(self.topic, ours.lines[self.number].connection, self.encode)
        model.heard[self.topic].setdefault(self.encode, set()).add(self.number)


@dataclass(frozen=True)
class Unsubscribe:
    number: int
    topic: str

    async def do(self, mark: str, ours: Ours, model: Model) -> None:
        ours.pubsub.unsubscribe(self.topic, ours.lines[self.number].connection)
        left = {
            encode: people - {self.number} for encode, people in model.heard[self.topic].items()
        }
        model.heard[self.topic] = {encode: people for encode, people in left.items() if people}


@dataclass(frozen=True)
class Publish:
    topic: str
    size: int
    exclude: int | None

    async def do(self, mark: str, ours: Ours, model: Model) -> None:
        event = mark + "x" * self.size
        exclude = None if self.exclude is None else ours.lines[self.exclude].connection
        ours.pubsub.publish(self.topic, event, exclude)
        for encode, people in model.heard[self.topic].items():
            for number in people - {self.exclude}:
                model.send(number, frame(TEXT, encode(event) or b""))


@dataclass(frozen=True)
class PublishAll:
    """In the model, one by one."""

    topic: str
    sizes: tuple[int, ...]

    async def do(self, mark: str, ours: Ours, model: Model) -> None:
        events = [f"{mark}{sequence} " + "x" * size for sequence, size in enumerate(self.sizes)]
        ours.pubsub.publish_all(self.topic, events)
        for event in events:
            for encode, people in model.heard[self.topic].items():
                for number in people:
                    model.send(number, frame(TEXT, encode(event) or b""))


@dataclass(frozen=True)
class Send:
    number: int
    opcode: int

    async def do(self, mark: str, ours: Ours, model: Model) -> None:
        connection = ours.lines[self.number].connection
        send: dict[int, Callable[[], None]] = {
            TEXT: partial(connection.send_text, mark),
            BINARY: partial(connection.send_binary, mark.encode()),
            PING: connection.ping,
        }
        send[self.opcode]()
        model.send(self.number, frame(self.opcode, b"" if self.opcode == PING else mark.encode()))


@dataclass(frozen=True)
class IsPinged:
    """Let input arrive: it is answered, and the write batch goes on."""

    number: int

    async def do(self, mark: str, ours: Ours, model: Model) -> None:
        if self.number in model.started:
            ours.lines[self.number].connection.data_received(masked(PING, mark.encode()))
            model.send(self.number, frame(PONG, mark.encode()))


@dataclass(frozen=True)
class Close:
    number: int

    async def do(self, mark: str, ours: Ours, model: Model) -> None:
        ours.lines[self.number].connection.close()
        if self.number in model.started:
            model.close(self.number)
        else:
            model.closes_later.add(self.number)


@dataclass(frozen=True)
class Start:
    async def do(self, mark: str, ours: Ours, model: Model) -> None:
        if LATE not in model.started:
            ours.start(LATE)
            model.started.add(LATE)


@dataclass(frozen=True)
class TurnEnds:
    async def do(self, mark: str, ours: Ours, model: Model) -> None:
        await turn_ends()
        model.turn_ends()


subscriptions = itertools.product(PEOPLE, TOPICS, [plain, loud])
publications = itertools.product(TOPICS, [0, 0, LARGE], [None, *PEOPLE])
all_at_once = itertools.product(TOPICS, [(), (0,), (0, 0), (0, LARGE), (LARGE, LARGE, 0)])
HAPPENINGS = [
    *itertools.repeat(TurnEnds(), 4),
    *itertools.starmap(Subscribe, subscriptions),
    *itertools.starmap(Unsubscribe, itertools.product(PEOPLE, TOPICS)),
    *itertools.starmap(Publish, publications),
    *itertools.starmap(PublishAll, all_at_once),
    *itertools.starmap(Send, itertools.product(PEOPLE, [TEXT, BINARY, PING])),
    *map(IsPinged, PEOPLE),
    Start(),
]
hours = st.lists(st.sampled_from(HAPPENINGS), min_size=12, max_size=30)  # else most are very short
closes = st.lists(
    st.sampled_from(PEOPLE).map(Close), max_size=1
)  # to whoever has it, no more comes
days = st.tuples(hours, closes, hours).map(lambda parts: [*itertools.chain(*parts)])


async def both_after(happenings: list[Any]) -> tuple[Ours, Model]:
    ours, model = Ours(), Model()
    last_words = [Publish(topic, 0, None) for topic in TOPICS]
    for sequence, happens in enumerate([*happenings, *last_words, Start()]):
        await happens.do(f"{sequence} ", ours, model)
    for _ in range(MAX_POLLS):
        await TurnEnds().do("", ours, model)
    return ours, model


@settings(max_examples=700, deadline=None)
@given(days)
def test_every_peer_is_sent_what_it_would_be_if_nothing_were_gathered(
    happenings: list[Any],
) -> None:
    ours, model = asyncio.run(both_after(happenings))
    assert [line.transport.written for line in ours.lines] == model.written


@settings(max_examples=150, deadline=None)
@given(days)
def test_as_many_subscribe_as_in_the_model(happenings: list[Any]) -> None:
    ours, model = asyncio.run(both_after(happenings))
    counted = [ours.pubsub.subscribers(topic) for topic in TOPICS]
    assert counted == [sum(map(len, model.heard[topic].values())) for topic in TOPICS]
