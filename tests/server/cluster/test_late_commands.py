"""Commands that reach the store too late, when their node has refused them, have no effect."""

import asyncio
from pathlib import Path

from tests.server.cluster.test_lost_store import health
from tests.server.support.nodes import chat_on
from tests.server.support.store_proxy import store_proxy
from tests.server.support.store_servers import StoreServer


def test_a_message_that_was_refused_is_not_heard_later(store: StoreServer, tmp_path: Path) -> None:
    async def main() -> None:
        async with store_proxy(store.port) as proxy, chat_on(store.url, tmp_path) as chat:
            one, two = await chat.node(CHAT_STORE=proxy.url), await chat.node()
            alice, bob = await one.events("Alice"), await two.events("Bob")
            proxy.keep_commands()
            alice.say("in vain")
            assert (await alice.hear(type="error"))["code"] == "full"
            await health(one, 200)
            proxy.restore()
            alice.say("after")
            heard = [await alice.hear(type="message"), await bob.hear(type="message")]
            bob.say("the end")
            heard += [await alice.hear(type="message"), await bob.hear(type="message")]
            assert [each["content"] for each in heard] == ["after", "after", "the end", "the end"]
            carol = await two.events("Carol", since="0")
            assert [each["content"] for each in carol.history["messages"]] == ["after", "the end"]

    asyncio.run(main())


def test_who_was_turned_away_does_not_join_later(store: StoreServer, tmp_path: Path) -> None:
    async def main() -> None:
        async with store_proxy(store.port) as proxy, chat_on(store.url, tmp_path) as chat:
            one, two = await chat.node(CHAT_STORE=proxy.url), await chat.node()
            bob, carol = await two.events("Bob"), await one.events("Carol")
            proxy.keep_commands()
            assert (await one.plain("Alice")).peer.status == 503
            await health(one, 200)
            proxy.restore()
            carol.say("after")
            heard = await bob.somebody.hear_until(content="after")
            assert [each["nickname"] for each in heard] == ["Carol", "Carol"]
            assert await bob.here() == await carol.here() == ["Bob", "Carol"]

    asyncio.run(main())
