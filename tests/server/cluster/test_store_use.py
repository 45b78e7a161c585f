"""The store is used sparingly, and forgives what happens to it."""

import asyncio
from pathlib import Path
from typing import Any

import redis

from tests.server.support.nodes import chat_on
from tests.server.support.store_servers import StoreServer

BURST = 300


def client(store: StoreServer) -> redis.Redis:
    return redis.Redis.from_url(store.url, protocol=2, decode_responses=True)


def calls(store: StoreServer) -> int:
    """Return how often a script was called, apart from the renewals of leases."""
    with client(store) as line:
        stats: Any = line.info("commandstats")
    return int(stats["cmdstat_evalsha"]["calls"])


def test_a_burst_takes_few_calls_and_a_room_few_keys(store: StoreServer, tmp_path: Path) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            one, two = await chat.node(), await chat.node()
            alice, bob = await one.events("Alice"), await two.events("Bob")
            before = calls(store)
            for number in range(BURST):
                alice.say(str(number), client_id=f"c-{number}")
            await bob.hear_all(BURST)
            assert calls(store) - before < BURST / 2
            with client(store) as line:
                keys: Any = line.keys("chat:{lobby}*")
                assert len(keys) == 7
                assert all(line.ttl(key) > 0 for key in line.keys("*"))

    asyncio.run(main())


def test_rooms_that_came_and_went_leave_nothing_for_long(
    store: StoreServer, tmp_path: Path
) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            node = await chat.node()
            watcher = await node.events("Watcher")
            for number in range(10):
                await (await node.plain("Alice", f"room-{number}")).go()
            while (await node.get("/stats"))[1]["rooms"] != 1:
                pass
            watcher.say("all gone")
            await watcher.hear(content="all gone")
            with client(store) as line:
                keys: Any = line.keys("chat:{room-*")
                assert {key.rpartition(":")[2] for key in keys} <= {"state", "notices"}
                assert all(0 < line.ttl(key) <= 60 for key in keys)

    asyncio.run(main())


def test_a_store_that_has_forgotten_the_scripts_learns_them_again(
    store: StoreServer, tmp_path: Path
) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            one, two = await chat.node(), await chat.node()
            alice, bob = await one.events("Alice"), await two.events("Bob")
            with client(store) as line:
                line.script_flush()
            alice.say("hi")
            assert (await bob.hear(type="message"))["content"] == "hi"

    asyncio.run(main())


def test_what_is_not_heard_is_read(store: StoreServer, tmp_path: Path) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            one, two = await chat.node(), await chat.node()
            alice, bob = await one.events("Alice"), await two.events("Bob")
            with client(store) as line:
                for number in range(BURST):
                    alice.say(str(number))
                    if number % 50 == 25:
                        await alice.hear(content=str(number))
                        line.execute_command("CLIENT", "KILL", "TYPE", "pubsub")
                        while (await one.get("/health"))[0] != 200:
                            pass
            heard = [frame["content"] for frame in await bob.hear_all(BURST)]
            assert heard == list(map(str, range(BURST)))

    asyncio.run(main())


def test_a_publication_that_cannot_be_true_changes_nothing(
    store: StoreServer, tmp_path: Path
) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            one, two = await chat.node(), await chat.node()
            alice, bob = await one.events("Alice"), await two.events("Bob")
            with client(store) as line:
                for text in ("nonsense", 'x 999 1800000000000000 0\n[["m","","Eve","boo"]]'):
                    line.publish("chat:{lobby}", text)
            alice.say("hi")
            heard = await bob.somebody.hear_until(type="message")
            assert heard[-1]["content"] == "hi"

    asyncio.run(main())


def test_a_node_notes_again_where_its_people_are(store: StoreServer, tmp_path: Path) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            node = await chat.node()
            await node.events("Alice")
            with client(store) as line:
                noted: Any = line.keys("chat:node:*")
                assert line.srem(noted[0], "lobby") == 1
                while not line.sismember(noted[0], "lobby"):
                    pass
                assert line.ttl(noted[0]) > 0

    asyncio.run(main())


def test_a_full_store_refuses_messages_and_keeps_people(store: StoreServer, tmp_path: Path) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            one, two = await chat.node(), await chat.node()
            alice, bob = await one.events("Alice"), await two.events("Bob")
            with client(store) as line:
                line.config_set("maxmemory", "1")
                alice.say("in vain")
                assert (await alice.hear(type="error"))["code"] == "full"
                while (await one.get("/health"))[0] != 503:
                    pass
                line.config_set("maxmemory", "0")
            while (await one.get("/health"))[0] != 200:
                pass
            alice.say("after")
            assert [frame["content"] for frame in await bob.hear_all(1)] == ["after"]
            assert await alice.here() == ["Alice", "Bob"]

    asyncio.run(main())
