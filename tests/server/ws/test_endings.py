"""Endings: by ``leave``, join timeout or binary data; nothing is left of the client."""

import pytest

from server.chat.service import ChatService
from server.config.settings import Settings
from server.store.memory import MemoryStore
from server.ws.frames import BINARY
from tests.server.support.chatting import Party, Somebody, party
from tests.server.support.client_frames import masked
from tests.server.support.slow_store import SlowStore

NORMAL, UNSUPPORTED_DATA, POLICY_VIOLATION = 1000, 1003, 1008
HASTY = Settings(join_timeout=0.05)
PATIENT = Settings(join_timeout=0)  # never
BRIEF_TYPING = Settings(typing_timeout=0.05)


async def close_of(somebody: Somebody) -> object:
    """The close code with which somebody is sent away."""
    return (await somebody.receive())["close"]


def left_behind(chat: ChatService, store: MemoryStore) -> list[object]:
    """Return all state kept for clients."""
    topics, timers = chat.pubsub.topics, chat.typing_timers
    return [*chat.rooms, *topics, *timers, *store._presence.rooms]


@pytest.mark.parametrize("path", ["/ws", "/rooms/lobby"])
async def test_a_client_that_does_not_join_in_time_is_sent_away(path: str) -> None:
    async with party(HASTY) as at:
        assert await (await at.knock(path)).receive() == {"close": POLICY_VIOLATION}


@pytest.mark.parametrize("path", ["/ws", "/rooms/lobby"])
async def test_a_client_that_only_talks_invalid_input_is_sent_away_too(path: str) -> None:
    async with party(HASTY) as at:
        somebody = await at.knock(path)
        somebody.utter("hi")
        await somebody.receive()
        assert await somebody.receive() == {"close": POLICY_VIOLATION}


async def test_a_client_that_has_joined_in_time_stays() -> None:
    async with party(HASTY) as at:
        ann, late = await at.events("Ann"), await at.knock("/ws")
        await late.hear_until(close=POLICY_VIOLATION)
        ann.send_message(type="ping", nonce="still here")
        assert (await ann.receive())["nonce"] == "still here"


async def test_without_a_time_to_join_in_nobody_is_awaited() -> None:
    async with party(PATIENT) as at:
        await at.knock("/ws")
        assert [c.close_code for c in at.connections] == [None]


@pytest.mark.parametrize("has_joined", [False, True])
@pytest.mark.parametrize("dialect", ["events", "envelope"])
async def test_binary_data_is_no_part_of_a_dialect_of_objects(
    dialect: str, has_joined: bool
) -> None:
    async with party() as at:
        if has_joined:
            somebody = await (at.events if dialect == "events" else at.envelope)("Ann")
        else:
            somebody = await at.knock("/ws", f"chat.{dialect}")
        somebody.peer.send(masked(BINARY, b"\x00"))
        assert await somebody.receive() == {"close": UNSUPPORTED_DATA}


async def test_in_plain_binary_data_is_ignored_wherever_it_is_spoken() -> None:
    async with party() as at:
        somebody = await at.knock("/ws?user=Ann", "chat.plain")
        somebody.peer.send(masked(BINARY, b"\x00"))
        somebody.utter("hi")
        assert (await somebody.receive())["content"] == "hi"


@pytest.mark.parametrize("dialect", ["events", "envelope"])
async def test_leave_is_answered_with_a_close_in_good_order(dialect: str) -> None:
    async with party() as at:
        somebody = await (at.events if dialect == "events" else at.envelope)("Ann")
        somebody.send_message(type="leave")
        assert await somebody.receive() == {"close": NORMAL}


@pytest.mark.parametrize("dialect", ["events", "envelope"])
async def test_leave_is_told_to_the_others_once(dialect: str) -> None:
    async with party() as at:
        bob = await at.plain("Bob")
        ann = await (at.events if dialect == "events" else at.envelope)("Ann")
        ann.send_message(type="leave")
        await ann.peer.rest()
        bob.utter("all is said")
        heard = await bob.hear_until(content="all is said")
        assert [frame["content"] for frame in heard[:-1]] == [
            "Ann joined the chat",
            "Ann left the chat",
        ]


async def test_what_comes_after_a_leave_is_not_said() -> None:
    async with party(store=SlowStore(10, 10)) as at:
        bob, ann = await at.plain("Bob"), await at.events("Ann")
        ann.send_message(type="leave")
        ann.send_message(type="message", content="one more thing")
        ann.send_message(type="users")
        await ann.peer.rest()
        bob.utter("all is said")
        heard = await bob.hear_until(content="all is said")
        assert "one more thing" not in [frame["content"] for frame in heard]


async def test_typing_ends_by_itself() -> None:
    async with party(BRIEF_TYPING) as at:
        bob, ann = await at.events("Bob"), await at.events("Ann")
        ann.send_message(type="typing", typing=True)
        heard = await bob.hear_until(type="typing", typing=False)
        assert [f["typing"] for f in heard if f["type"] == "typing"] == [True, False]


async def test_typing_of_several_ends_for_each() -> None:
    async with party(BRIEF_TYPING) as at:
        carol, ann, bob = [await at.events(name) for name in ("Carol", "Ann", "Bob")]
        for somebody in (ann, bob):
            somebody.send_message(type="typing", typing=True)
        heard = await carol.hear_until(type="typing", typing=False)
        heard += await carol.hear_until(type="typing", typing=False)
        assert {f["nickname"] for f in heard if f.get("typing") is False} == {"Ann", "Bob"}


async def come_and_do_all(at: Party) -> list[Somebody]:
    """Run clients of all dialects in two rooms that send private messages, type and ask."""
    people = []
    for room in ("red", "blue"):
        people += [await at.plain("Ann", room), await at.envelope("Bob", room)]
        carol = await at.events("Carol", room)
        carol.send_message(type="message", content="psst", to="Carol", client_id="c")
        carol.send_message(type="typing", typing=True)
        carol.send_message(type="users")
        await carol.hear_until(type="users")
        people.append(carol)
    people.append(await at.knock("/ws"))
    return people


@pytest.mark.parametrize("kind", [MemoryStore, SlowStore])
@pytest.mark.parametrize("politely", [True, False])
async def test_when_all_have_gone_nothing_is_left_of_them(
    kind: type[MemoryStore], politely: bool
) -> None:
    store = kind(100, 100)
    async with party(store=store) as at:
        for somebody in await come_and_do_all(at):
            if politely:
                await somebody.go()
            else:
                somebody.peer.vanish()
        await at.is_empty()
        assert left_behind(at.chat, store) == []


async def test_while_they_are_here_something_is_kept() -> None:
    store = MemoryStore(100, 100)
    async with party(store=store) as at:
        await come_and_do_all(at)
        assert len(left_behind(at.chat, store)) == 8


async def test_each_end_is_counted_by_its_close_code() -> None:
    async with party() as at:
        for _ in range(2):
            ann = await at.events("Ann")
            ann.send_message(type="leave")
            await ann.peer.rest()
        await (await at.plain("Bob")).go()
        await at.is_empty()
        assert at.chat.counters.leaves == {NORMAL: 3}
