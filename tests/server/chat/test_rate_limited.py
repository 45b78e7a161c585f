"""A server with a rate limit: who shares it, what counts, and who is told when to come again."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import jwt
import pytest

from alicebob.transport.prometheus import series
from server.chat.client import Client
from server.chat.service import ChatService
from server.config.settings import Settings
from server.core.rate_limit import Rate
from server.core.rate_limiter import RateLimiter, RateLimits
from server.core.rules import Rules
from server.dialects.events import EVENTS
from server.store.memory import MemoryStore
from server.web.app import build
from server.ws.frames import BINARY, TEXT
from tests.server.support.client_frames import masked
from tests.server.support.connection import started
from tests.server.support.counted import UnhurriedStore, chat_with, counted, visitors
from tests.server.support.fake_transport import turn_ends
from tests.server.support.serving import Headers, Peer, knocking, serving

SECRET = "a secret that is long enough for HS256"
SWITCHING, CONFLICT, TOO_MANY, FULL = 101, 409, 429, 503
ONE, TWO = Rate(1, 3600.0), Rate(2, 3600.0)
LIMITED = Settings(rate_limit=TWO, address_rate_limit=Rate(3, 3600.0))


def token(name: str) -> Headers:
    return {"Authorization": f"Bearer {jwt.encode({'sub': name}, SECRET, 'HS256')}"}


@asynccontextmanager
async def knocks(settings: Settings, *headers: Headers) -> AsyncIterator[list[Peer]]:
    """One client after the other, with these headers."""
    async with AsyncExitStack() as stack:
        port = await stack.enter_async_context(serving(build(settings)))
        yield [
            await stack.enter_async_context(knocking(port, f"/chat?user=U{number}", each))
            for number, each in enumerate(headers)
        ]


async def statuses(settings: Settings, *headers: Headers) -> list[int]:
    async with knocks(settings, *headers) as peers:
        return [peer.status for peer in peers]


async def test_who_joins_too_often_is_told_when_to_come_again() -> None:
    async with knocks(LIMITED, *[{}] * 4) as peers:
        assert [peer.status for peer in peers] == [SWITCHING] * 3 + [TOO_MANY]
        wait = int(peers[3].headers["retry-after"])
        assert 1190 <= wait <= 1200
        size = int(peers[3].headers["content-length"])
        sentence = (await peers[3].reader.readexactly(size)).decode()
        assert sentence == f"Rate limit exceeded: connect again in {wait} s."


async def test_a_join_by_message_costs_the_same() -> None:
    async with visitors(build(LIMITED), "/chat", "/chat", "/ws", "/ws") as (port, people):
        for somebody in people[2:]:
            somebody.send_message(type="join", nickname="Ann")
        await people[2].hears(type="user_joined")
        assert (await people[3].hears(type="error"))["code"] == "rate-limited"
        assert (await counted(port))[series("chat_refusals_total", reason="rate-limited")] == 1


async def test_failed_joins_by_message_cost_something_too() -> None:
    async with visitors(build(LIMITED), "/ws") as (_port, (mallory,)):
        for _ in range(4):
            mallory.send_message(type="join", nickname="server")
        codes = [(await mallory.hears(type="error"))["code"] for _ in range(4)]
        assert codes == ["bad-name"] * 3 + ["rate-limited"]


@pytest.mark.parametrize(
    ("settings", "path", "status"),
    [
        (Settings(rate_limit=TWO, unique_names=True), "/chat?user=Ann", CONFLICT),
        (Settings(rate_limit=TWO, max_rooms=1), "/chat?room=red", FULL),
        (Settings(rate_limit=TWO, max_connections=1), "/chat?user=Bob", FULL),
    ],
)
async def test_a_handshake_that_is_rejected_costs_nothing(
    settings: Settings, path: str, status: int
) -> None:
    app = build(settings)
    async with serving(app) as port, knocking(port, "/chat?user=Ann"):
        for _ in range(25):  # the address may join twenty times
            async with knocking(port, path) as peer:
                assert peer.status == status


async def test_a_rejected_join_is_counted() -> None:
    app = build(Settings(rate_limit=ONE, address_rate_limit=ONE))
    async with visitors(app, "/chat", "/chat") as (port, _nobody):
        assert (await counted(port))[series("chat_refusals_total", reason="rate-limited")] == 1


async def test_connections_from_one_address_share_a_limit() -> None:
    async with visitors(build(LIMITED), "/chat?user=Ann", "/chat?user=Bob") as (_port, (ann, bob)):
        ann.say_plainly("one", "two")
        await ann.hears(content="two")
        bob.say_plainly("three", "four")
        await bob.hears(content="three")
        await bob.hears(type="error", content="Rate limit exceeded")


async def test_connections_of_one_proven_name_share_a_limit() -> None:
    settings = Settings(rate_limit=TWO, auth_secret=SECRET)
    mallory, alice = token("Mallory"), token("Alice")
    assert await statuses(settings, mallory, mallory, alice, mallory) == [101, 101, 101, 429]


async def test_behind_a_trusted_proxy_each_client_has_a_limit() -> None:
    settings = Settings(
        rate_limit=ONE, address_rate_limit=ONE, trusted_proxy=("127.0.0.0/8", "::1")
    )
    ann, bob = {"X-Forwarded-For": "203.0.113.1"}, {"X-Forwarded-For": "203.0.113.2"}
    assert await statuses(settings, ann, bob, ann) == [SWITCHING, SWITCHING, TOO_MANY]


async def test_nobody_gets_round_the_limit_by_a_header() -> None:
    settings = Settings(rate_limit=ONE, address_rate_limit=ONE)
    forged = [{"X-Forwarded-For": "203.0.113.1"}, {"Forwarded": "for=203.0.113.2"}]
    assert await statuses(settings, *forged) == [SWITCHING, TOO_MANY]


async def test_binary_messages_cost_as_much_as_texts() -> None:
    async with visitors(build(LIMITED), "/chat?user=Ann") as (_port, (ann,)):
        ann.peer.send(masked(BINARY, b"one") * 2)
        ann.say_plainly("two")
        await ann.hears(type="error", content="Rate limit exceeded")


async def test_a_flood_of_binary_messages_closes_the_connection() -> None:
    async with visitors(build(LIMITED), "/chat?user=Ann") as (_port, (ann,)):
        ann.peer.send(masked(BINARY, b"x") * 300)
        await ann.hears_all()
        assert ann.count("error") == 10


async def test_a_flood_of_pings_closes_the_connection() -> None:
    async with visitors(build(LIMITED), "/ws") as (_port, (ann,)):
        ann.send_message(type="join", nickname="Ann")
        ann.say_plainly(*['{"type":"ping"}'] * 300)
        await ann.hears_all()
        assert (ann.count("pong"), ann.count("error")) == (100, 10)


async def test_echo_has_no_rate_limit() -> None:
    async with serving(build(LIMITED)) as port, knocking(port, "/echo") as peer:
        peer.send(masked(TEXT, b"hello") * 50)
        assert [await peer.frame() for _ in range(50)] == [(TEXT, b"hello")] * 50


@pytest.mark.parametrize("question", ['{"type":"history"}', '{"type":"users"}'])
async def test_one_question_within_the_rate_is_answered_in_a_turn(question: str) -> None:
    chat = ChatService(MemoryStore(10, 10), Rules(), most_rooms=10)
    line, limits = started(), RateLimits(Rate(5, 60.0), Rate(5, 60.0))
    asker = Client(line.connection, EVENTS, "lobby", rate_limiter=RateLimiter(limits, "Ann"))
    chat.enter(asker, "Ann")
    await turn_ends()
    line.transport.writes.clear()
    chat.receive_all(asker, [question] * 5)
    assert line.connection.receive_queue.is_held
    await turn_ends()
    assert line.transport.written.count(b'"type":') == 1
    assert line.receiver.messages == [question] * 4  # the next turn


async def test_questions_beyond_the_rate_wait_for_nothing() -> None:
    chat = ChatService(MemoryStore(10, 10), Rules(), most_rooms=10)
    line, limits = started(), RateLimits(ONE, ONE)
    asker = Client(line.connection, EVENTS, "lobby", rate_limiter=RateLimiter(limits, "Ann"))
    chat.enter(asker, "Ann")
    chat.receive_all(asker, ['{"type":"typing","typing":false}', *['{"type":"users"}'] * 3])
    assert not line.connection.receive_queue.is_held


@pytest.mark.parametrize("store", [MemoryStore, UnhurriedStore])
async def test_after_a_flood_nothing_more_is_processed(store: type[MemoryStore]) -> None:
    async with visitors(chat_with(store, LIMITED), "/chat?user=Ann") as (_port, (ann,)):
        ann.say_plainly(*map(str, range(100)))
        await ann.hears_all()
        assert (ann.count("message"), ann.count("error")) == (2, 10)
