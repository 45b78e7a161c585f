"""Two nodes are one chat: nobody in it can tell who is on which."""

import asyncio
import json
from pathlib import Path

from tests.server.support.nodes import chat_on
from tests.server.support.store_servers import StoreServer

BURST = 200  # messages of each


def test_all_hear_one_order_under_a_burst_from_both(store: StoreServer, tmp_path: Path) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            one, two = await chat.node(), await chat.node()
            alice, bob = await one.events("Alice"), await two.events("Bob")
            for number in range(BURST):
                alice.say(f"a{number}")
                bob.say(f"b{number}")
            heard = [await each.hear_all(2 * BURST) for each in (alice, bob)]
            assert heard[0] == heard[1]
            ids = [int(frame["id"]) for frame in heard[0]]
            assert ids == sorted(set(ids))
            for name, letter in (("Alice", "a"), ("Bob", "b")):
                said = [frame["content"] for frame in heard[0] if frame["nickname"] == name]
                assert said == [f"{letter}{number}" for number in range(BURST)]

    asyncio.run(main())


def test_who_comes_back_to_another_node_misses_nothing(store: StoreServer, tmp_path: Path) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            one, two = await chat.node(), await chat.node()
            alice, bob = await one.events("Alice"), await one.events("Bob")
            alice.say("seen")
            seen = await bob.hear(type="message")
            await bob.somebody.go()
            for number in range(70):
                alice.say(str(number))
            await alice.hear_all(71)
            back = await two.events("Bob", since=seen["id"])
            assert [each["content"] for each in back.history["messages"]] == list(
                map(str, range(70))
            )
            assert back.history["complete"]

    asyncio.run(main())


def test_a_newcomer_in_the_middle_of_a_burst_has_all_of_it_once(
    store: StoreServer, tmp_path: Path
) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            one, two = await chat.node(), await chat.node()
            alice = await one.events("Alice")
            for number in range(BURST):
                alice.say(str(number))
            newcomers = await asyncio.gather(*(two.events(f"N{n}", since="0") for n in range(5)))
            for newcomer in newcomers:
                before = [each["content"] for each in newcomer.history["messages"]]
                after = await newcomer.hear_all(BURST - len(before))
                said = before + [frame["content"] for frame in after]
                assert said == list(map(str, range(BURST)))

    asyncio.run(main())


def test_who_is_here_is_the_same_on_both(store: StoreServer, tmp_path: Path) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            nodes = [await chat.node(), await chat.node()]
            names = [f"U{number}" for number in range(20)]
            guests = await asyncio.gather(
                *(node.events(name) for name in names for node in nodes)
            )  # each name on both
            assert {tuple(await guest.here()) for guest in guests[:2]} != set()
            lists = {tuple(await guest.here()) for guest in guests}
            assert len(lists) == 1
            assert set(lists.pop()) == set(names)
            await guests[0].somebody.go()
            left = await guests[3].hear(type="user_left")
            assert (left["nickname"], left["user_count"]) == ("U0", 20)
            await guests[1].somebody.go()
            left = await guests[3].hear(type="user_left")
            assert (left["nickname"], left["user_count"]) == ("U0", 19)

    asyncio.run(main())


def test_a_private_message_reaches_another_node_and_nobody_else(
    store: StoreServer, tmp_path: Path
) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            one, two = await chat.node(), await chat.node()
            alice, bob = await one.events("Alice"), await two.events("Bob")
            carol = await two.events("Carol")
            alice.say("psst", to="Bob")
            assert (await bob.hear(type="private"))["content"] == "psst"
            assert (await alice.hear(type="private"))["to"] == "Bob"
            alice.say("who?", to="Nobody")
            assert (await alice.hear(type="error"))["code"] == "no-such-user"
            alice.say("to all")
            heard = await carol.somebody.hear_until(type="message")
            assert "private" not in [frame["type"] for frame in heard]

    asyncio.run(main())


def test_typing_crosses_and_ends_with_the_message(store: StoreServer, tmp_path: Path) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            one, two = await chat.node(), await chat.node()
            alice, bob = await one.events("Alice"), await two.events("Bob")
            alice.somebody.send_message(type="typing", typing=True)
            assert await bob.hear(type="typing") == {
                "type": "typing",
                "nickname": "Alice",
                "typing": True,
            }
            alice.say("done")
            heard = await bob.somebody.hear_until(type="message")
            assert [frame.get("typing") for frame in heard] == [False, None]

    asyncio.run(main())


def test_a_client_id_is_known_on_every_node(store: StoreServer, tmp_path: Path) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            one, two = await chat.node(), await chat.node()
            here, there = await one.events("Alice"), await two.events("Alice")
            here.say("once", client_id="c-1")
            first = await here.hear(type="message")
            await there.hear(type="message")
            there.say("once", client_id="c-1")
            there.say("another")
            repeated = await there.hear(type="message", client_id="c-1")
            assert repeated["id"] == first["id"]
            assert [frame["content"] for frame in await here.hear_all(1)] == ["another"]

    asyncio.run(main())


def test_a_client_takes_over_its_connection_on_another_node(
    store: StoreServer, tmp_path: Path
) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            unique = {"CHAT_UNIQUE_NAMES": "1"}
            one, two = await chat.node(**unique), await chat.node(**unique)
            secret = "a-secret-of-alice-0123456789"
            early = await one.events("Alice", session=secret)
            bob = await two.events("Bob")
            early.say("seen")
            seen = await early.hear(type="message")
            bob.say("missed")
            await bob.hear(content="missed")
            late = await two.events("Alice", since=seen["id"], session=secret)
            assert [each["content"] for each in late.history["messages"]] == ["missed"]
            assert late.people == ["Bob"]
            assert await early.closed() == 4002
            heard = await bob.somebody.hear_until(type="user_joined", nickname="Alice")
            assert [frame["type"] for frame in heard[-2:]] == ["user_left", "user_joined"]
            assert await late.here() == ["Bob", "Alice"]

    asyncio.run(main())


def test_a_unique_name_claimed_on_both_at_once_has_one_owner(
    store: StoreServer, tmp_path: Path
) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            unique = {"CHAT_UNIQUE_NAMES": "1"}
            nodes = [await chat.node(**unique), await chat.node(**unique)]
            for turn in range(10):
                claims = [
                    node.plain(name) for node, name in zip(nodes, ("Zoe", "zoe"), strict=True)
                ]
                answers = await asyncio.gather(*claims)
                statuses = sorted(answer.peer.status for answer in answers)
                assert statuses == [101, 409], turn
                owner = next(answer for answer in answers if answer.peer.status == 101)
                watcher = await nodes[turn % 2].events("Watcher")
                await owner.go()
                await watcher.hear(type="user_left")
                await watcher.somebody.go()

    asyncio.run(main())


def test_with_its_101_a_client_hears_what_is_said_on_the_other_node(
    store: StoreServer, tmp_path: Path
) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            one, two = await chat.node(), await chat.node()
            alice = await one.plain("Alice")
            for number in range(20):
                newcomer = await two.plain(f"N{number}")
                alice.utter(str(number))
                assert (await newcomer.receive())["content"] == str(number)
                await newcomer.go()

    asyncio.run(main())


def test_an_announcement_reaches_all_rooms_of_all_nodes_once(
    store: StoreServer, tmp_path: Path
) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            one, two = await chat.node(), await chat.node()
            guests = [
                await one.events("Alice"),
                await two.events("Bob"),
                await two.events("Carol", "attic"),
            ]
            assert await one.announce("Soup!") == {"rooms": 2, "connections": 3}
            assert await two.announce("Salad!") == {"rooms": 2, "connections": 3}
            for guest in guests:
                heard = await guest.somebody.hear_until(content="Salad!")
                assert [each["content"] for each in heard if each["type"] == "system"] == [
                    "Soup!",
                    "Salad!",
                ]

    asyncio.run(main())


def test_the_statistics_are_those_of_all_nodes_and_of_each(
    store: StoreServer, tmp_path: Path
) -> None:
    async def main() -> None:
        async with chat_on(store.url, tmp_path) as chat:
            one, two = await chat.node(), await chat.node()
            alice, bob = await one.events("Alice"), await two.events("Bob")
            await two.events("Carol", "attic")
            alice.say("hi")
            bob.say("ho")
            for guest in (alice, bob):
                await guest.hear_all(2)
            _, stats = await one.get("/stats")
            assert (stats["rooms"], stats["users"]) == (2, 3)
            assert "attic" not in json.dumps(stats)
            assert (stats["connections"], stats["messages_in"]) == (3, 2)
            assert stats["deliveries_out"] == 4
            assert sorted(node["connections"] for node in stats["nodes"].values()) == [1, 2]

    asyncio.run(main())
