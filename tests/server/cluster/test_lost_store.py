"""The store is away for a while, is restarted, or comes back empty."""

import asyncio
from pathlib import Path
from typing import Any

from tests.server.support.nodes import Guest, Node, chat_on
from tests.server.support.store_servers import StoreServer


async def health(node: Node, status: int) -> Any:
    """Ask until the answer has this status."""
    while (answer := await node.get("/health"))[0] != status:
        await asyncio.to_thread(node.process.poll)
    return answer[1]


async def said(guest: Guest, until: str) -> list[str]:
    heard = await guest.somebody.hear_until(content=until)
    return [frame["content"] for frame in heard if frame["type"] == "message"]


def test_while_the_store_is_frozen_messages_are_refused(store: StoreServer, tmp_path: Path) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            short = {"CHAT_NODE_TIMEOUT": "12"}
            one, two = await chat.node(**short), await chat.node(**short)
            alice, bob = await one.events("Alice"), await two.events("Bob")
            alice.say("before")
            await bob.hear(content="before")
            store.freeze()
            for node in (one, two):
                assert await health(node, 503) == {"status": "storage unavailable"}
            alice.say("in vain")
            refused = await alice.hear(type="error")
            assert refused["code"] == "full"
            alice.somebody.send_message(type="ping", nonce="still here")
            await alice.hear(type="pong", nonce="still here")
            assert (await one.plain("Carol")).peer.status == 503
            store.thaw()
            for node in (one, two):
                await health(node, 200)
            bob.say("after")
            assert await said(alice, "after") == ["after"]
            assert await said(bob, "after") == ["after"]
            assert await alice.here() == await bob.here() == ["Alice", "Bob"]

    asyncio.run(main())


def test_people_stay_while_the_store_is_away_for_longer_than_a_lease(
    store: StoreServer, tmp_path: Path
) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            short = {"CHAT_NODE_TIMEOUT": "12"}
            one, two = await chat.node(**short), await chat.node(**short)
            alice, bob = await one.events("Alice"), await two.events("Bob")
            store.kill()
            for node in (one, two):
                await health(node, 503)
            await bob.somebody.go()
            began = asyncio.get_running_loop().time()
            while asyncio.get_running_loop().time() < began + 13:  # longer than the lease
                await one.get("/health")
            store.start()
            assert (await alice.hear(type="user_left"))["nickname"] == "Bob"
            bob = await two.events("Bob")
            assert bob.people == ["Alice"]
            alice.say("after")
            assert await said(bob, "after") == ["after"]

    asyncio.run(main())


def test_what_anybody_read_is_in_the_history_of_a_store_that_was_killed(
    store: StoreServer, tmp_path: Path
) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            one, two = await chat.node(), await chat.node()
            alice, bob = await one.events("Alice"), await two.events("Bob")
            for number in range(300):
                alice.say(f"a{number}")
                bob.say(f"b{number}")
            heard = [await alice.hear(type="message")]
            store.kill()
            await health(one, 503)
            store.start()
            await health(one, 200)
            await health(two, 200)
            bob.say("the end")
            heard += await alice.somebody.hear_until(content="the end")
            read = [frame["id"] for frame in heard if frame["type"] == "message"]
            assert read == sorted(set(read))
            carol = await two.events("Carol", since="0")
            assert [frame["id"] for frame in carol.history["messages"]] == read

    asyncio.run(main())


def test_a_store_that_comes_back_empty_is_noticed(store: StoreServer, tmp_path: Path) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            one, two = await chat.node(), await chat.node()
            alice, bob = await one.events("Alice"), await two.events("Bob")
            alice.say("lost")
            seen = (await bob.hear(content="lost"))["id"]
            store.kill()
            store.forget()
            store.start()
            assert await alice.closed() == 1012
            assert await bob.closed() == 1012
            await health(one, 200)
            await health(two, 200)
            alice = await two.events("Alice", since=seen)
            assert alice.history["messages"] == []
            assert not alice.history["complete"]
            bob = await one.events("Bob", since="0")
            assert bob.people == ["Alice"]
            bob.say("new")
            new = await alice.hear(content="new")
            assert int(new["id"]) > int(seen)

    asyncio.run(main())
