"""A node that is killed, frozen or restarted: its people leave once, and come back elsewhere."""

import asyncio
import signal
from pathlib import Path

from tests.server.support.nodes import Guest, chat_on
from tests.server.support.store_servers import StoreServer

SHORT = {"CHAT_NODE_TIMEOUT": "12"}  # seconds: no node that lives is silent for so long


async def leavers(guest: Guest, until: str) -> list[str]:
    """Return who left, up to a message."""
    heard = await guest.somebody.hear_until(type="message", content=until)
    return sorted(frame["nickname"] for frame in heard if frame["type"] == "user_left")


def test_the_people_of_a_killed_node_leave_once(store: StoreServer, tmp_path: Path) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            unique = {"CHAT_UNIQUE_NAMES": "1", **SHORT}
            one, two, three = [await chat.node(**unique) for _ in range(3)]
            lost = [await one.events(name) for name in ("Alice", "Ann")]
            bob, carol = await two.events("Bob"), await three.events("Carol")
            lost[0].say("before")
            seen = await bob.hear(type="message")
            one.kill()
            await bob.hear(type="user_left")
            await bob.hear(type="user_left", user_count=2)
            back = await two.events("Alice", since=seen["id"])
            assert sorted(back.people) == ["Bob", "Carol"]
            assert back.history == back.history | {"messages": [], "complete": True}
            bob.say("after")
            assert await leavers(bob, "after") == []
            assert await leavers(carol, "after") == ["Alice", "Ann"]
            assert await carol.here() == await bob.here() == ["Bob", "Carol", "Alice"]

    asyncio.run(main())


def test_the_names_of_a_killed_node_are_free_where_nobody_else_was(
    store: StoreServer, tmp_path: Path
) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            unique = {"CHAT_UNIQUE_NAMES": "1", **SHORT}
            one, two = await chat.node(**unique), await chat.node(**unique)
            await one.plain("Alice", "attic")
            watcher = await two.events("Watcher")
            await one.plain("Eve")
            one.kill()
            await watcher.hear(type="user_left")
            while (await two.plain("Alice", "attic")).peer.status == 409:
                pass  # the rooms of the node follow one after the other
            assert (await two.plain("Alice", "attic")).peer.status == 409

    asyncio.run(main())


def test_a_frozen_node_that_wakes_says_nothing_for_those_who_left(
    store: StoreServer, tmp_path: Path
) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            one, two = await chat.node(**SHORT), await chat.node(**SHORT)
            alice, bob = await one.events("Alice"), await two.events("Bob")
            one.signal(signal.SIGSTOP)
            alice.say("from beyond")
            await bob.hear(type="user_left")
            one.signal(signal.SIGCONT)
            assert await alice.closed() == 1012
            back = await one.events("Alice")
            assert back.history["messages"] == []
            assert back.people == ["Bob"]
            bob.say("after")
            heard = await bob.somebody.hear_until(content="after")
            assert [frame["type"] for frame in heard] == ["user_joined", "message"]

    asyncio.run(main())


def test_a_node_that_was_frozen_for_a_moment_goes_on(store: StoreServer, tmp_path: Path) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            one, two = await chat.node(), await chat.node()
            alice, bob = await one.events("Alice"), await two.events("Bob")
            one.signal(signal.SIGSTOP)
            for number in range(50):
                bob.say(str(number))
            await bob.hear_all(50)
            one.signal(signal.SIGCONT)
            assert [each["content"] for each in await alice.hear_all(50)] == list(
                map(str, range(50))
            )

    asyncio.run(main())


def test_nobody_misses_a_word_when_one_node_after_the_other_is_restarted(
    store: StoreServer, tmp_path: Path
) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            one, two = await chat.node(), await chat.node()
            alice, bob = await one.events("Alice"), await two.events("Bob")
            bob.say("first")
            seen = (await alice.hear(type="message"))["id"]
            one.signal(signal.SIGTERM)
            assert await alice.closed() == 1012
            bob.say("second")
            await bob.hear(content="second")
            alice = await two.events("Alice", since=seen)
            assert [each["content"] for each in alice.history["messages"]] == ["second"]
            assert alice.people == ["Bob"]  # it had left before it could come back
            assert one.process.wait(30) == 0

    asyncio.run(main())
