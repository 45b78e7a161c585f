"""Rounds of a chat on several nodes in which something fails while clients talk, and what must be
true after each: see ``verify``."""

import asyncio
import random
import signal
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial
from pathlib import Path

from tests.server.support.chatting import Frame
from tests.server.support.nodes import Chat, Guest, Node, chat_on
from tests.server.support.store_proxy import Send, StoreProxy, store_proxy
from tests.server.support.store_servers import StoreServer
from tests.server.support.wanderer import Told, Wanderer

NODE_TIMEOUT = 4.0  # seconds
HEARD = 15  # messages that each client hears before something fails, and afterwards
DEADLINE = 45.0  # seconds, for each of the steps of a round
NAMES = ("Alice", "Bob", "Carol", "Dave", "Eve", "Frank")


class Rounds:
    """A chat on ``count`` nodes, each of which reaches the store through a proxy of its own."""

    def __init__(
        self, store: StoreServer, chat: Chat, count: int, cut: float, proxies: AsyncExitStack
    ) -> None:
        """``cut`` is the number of seconds for which the store is away."""
        self.store = store
        self.count = count
        self._chat = chat
        self._cut = cut
        self._proxies = proxies
        self._over = asyncio.Event()
        self.nodes: dict[Node, StoreProxy] = {}
        self._away: set[Node] = set()  # nodes to which nobody is sent
        self.wanderers = [
            Wanderer(
                name,
                self._ports,
                sends_again=number % 2 == 0,
                is_patient=number % 3 == 0,
                session=f"the-secret-of-{name}-{number}" if number < 4 else "",
            )
            for number, name in enumerate(NAMES)
        ]

    def _ports(self) -> list[int]:
        return [node.port for node in self.nodes if node not in self._away]

    async def start_node(self) -> None:
        """Start one more node."""
        proxy = await self._proxies.enter_async_context(store_proxy(self.store.port))
        settings = {"CHAT_NODE_TIMEOUT": f"{NODE_TIMEOUT:g}", "CHAT_HISTORY_LIMIT": "1000000"}
        node = await self._chat.node(CHAT_STORE=proxy.url, **settings)
        self.nodes[node] = proxy

    async def lasts(self, seconds: float) -> None:
        """Let a fault last for so long."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._over.wait(), seconds)

    # -- what fails

    async def kill_node(self) -> None:
        """Kill a node, and start another one."""
        node = random.choice(list(self.nodes))
        del self.nodes[node]
        await asyncio.to_thread(node.kill)
        await self.start_node()

    async def freeze_node(self) -> None:
        """Have a node stand still for longer than its lease."""
        node = random.choice(list(self.nodes))
        self._away.add(node)
        node.signal(signal.SIGSTOP)
        await self.lasts(NODE_TIMEOUT * 2)
        node.signal(signal.SIGCONT)
        self._away.clear()

    async def isolate_node(self) -> None:
        """Cut one node off from the store for longer than its lease."""
        node = random.choice(list(self.nodes))
        self._away.add(node)
        self.nodes[node].cut()
        await self.lasts(NODE_TIMEOUT * 2)
        self.nodes[node].restore()
        self._away.clear()

    async def kill_store(self) -> None:
        """Kill the store, and start it again with what it kept."""
        self.store.kill()
        await asyncio.to_thread(self.store.start)

    async def cut_store(self) -> None:
        """Cut all nodes off from the store; what they sent arrives late."""
        for proxy in self.nodes.values():
            proxy.cut()
        await self.lasts(self._cut)
        for proxy in self.nodes.values():
            proxy.restore()

    async def freeze_store(self) -> None:
        """Have the store stand still."""
        self.store.freeze()
        await self.lasts(self._cut)
        self.store.thaw()

    async def garble_publications(self) -> None:
        """Lose, double, delay and swap what nodes hear."""
        for proxy in self.nodes.values():
            proxy.passing = Garbled().pass_on
        await self._talk()
        for proxy in self.nodes.values():
            proxy.passing = lambda publication, send: send(publication)

    # -- a round

    async def play(self, fail: Callable[[], Awaitable[None]]) -> None:
        """Have all clients talk, ``fail``, have them talk again, and ``verify``."""
        await self._talk()
        await fail()
        await self._talk()
        await self._settle()
        await self.verify()

    async def _talk(self) -> None:
        for each in self.wanderers:
            each.is_quiet = False
        for each in self.wanderers:
            enough = len(each.told) + HEARD
            await self._until(each, partial(has_heard, enough))

    async def _until(self, wanderer: Wanderer, is_so: Callable[[Wanderer], bool]) -> None:
        try:
            async with asyncio.timeout(DEADLINE):
                await wanderer.until(lambda: is_so(wanderer))
        except TimeoutError:
            raise AssertionError(
                f"it was waited in vain for {wanderer}: {wanderer.people}"
            ) from None

    async def _settle(self) -> None:
        """Wait until nobody talks, all have heard the same, and all lists are the same."""
        for each in self.wanderers:
            each.is_quiet = True
        here = Counter(NAMES)
        for _ in range(2):  # who was settled first may have been cut off since
            for each in self.wanderers:
                await self._until(each, lambda one: one.is_settled)
            last = max(int(each.told[-1][0]) for each in self.wanderers)
            for each in self.wanderers:
                await self._until(each, partial(has_heard_up_to, last))
                await self._until(each, lambda one: +one.people == here)
        for each in self.wanderers:
            before = each.lists
            each.ask()
            await self._until(each, partial(has_more_lists, before))

    async def verify(self) -> None:
        """Compare what each client has read with the history, all of which another one reads.

        Everybody has read all of it, in its order, each message once. It has each message that
        came back to its sender once, and none that was refused. No client has noticed a fault.
        """
        history = await self._history()
        texts = Counter(text for _, _, text in history)
        twice = [text for text, count in texts.items() if count > 1]
        assert twice == [], f"more than once in the history: {twice[:5]}"
        for each in self.wanderers:
            assert each.faults == [], (each.faults[:5], each.lately)
            assert each.told == history, f"{each.name}: {first_difference(each.told, history)}"
            lost = [text for text in each.confirmed if text not in texts]
            assert lost == [], f"confirmed, and not in the history: {lost[:5]}"
            said = [text for text in each.refused if text in texts]
            assert said == [], f"refused, and in the history: {said[:5]}"

    async def _history(self) -> list[Told]:
        auditor = await self._auditor()
        pages = [auditor.history]
        while pages[0]["messages"]:
            before = pages[0]["messages"][0]["id"]
            pages.insert(0, await _page(auditor, before))
        await self._dismiss(auditor)
        found = [each for page in pages for each in page["messages"]]
        return [(each["id"], each["nickname"], each["content"]) for each in found]

    async def _auditor(self) -> Guest:
        """Return a client who has joined for the first time; a busy node may take the store for
        away, and reject it."""
        async with asyncio.timeout(DEADLINE):
            while True:
                with suppress(AssertionError):
                    return await next(iter(self.nodes)).events("Auditor")

    async def _dismiss(self, auditor: Guest) -> None:
        await auditor.somebody.go()
        for each in self.wanderers:
            await self._until(each, lambda one: one.people["Auditor"] == 0)

    def end(self) -> None:
        """End all clients."""
        self._over.set()
        for each in self.wanderers:
            each.end()


async def _page(auditor: Guest, before: str) -> Frame:
    """Return a page of the history. One that is not complete was asked for while a busy node took
    the store for away."""
    async with asyncio.timeout(DEADLINE):
        while True:
            auditor.somebody.send_message(type="history", before=before, limit=1000)
            page = await auditor.hear(type="history")
            if page["complete"]:
                return page


def has_heard(count: int, wanderer: Wanderer) -> bool:
    """Return True if a client has heard so many messages."""
    return len(wanderer.told) >= count


def has_heard_up_to(last: int, wanderer: Wanderer) -> bool:
    """Return True if a client has heard the message with this id."""
    return int(wanderer.told[-1][0]) >= last


def has_more_lists(count: int, wanderer: Wanderer) -> bool:
    """Return True if a client was sent more lists of people than so many."""
    return wanderer.lists > count


class Garbled:
    """A line on which publications are lost, doubled, delayed and swapped."""

    def __init__(self) -> None:
        self._kept: list[bytes] = []

    def pass_on(self, publication: bytes, send: Send) -> None:
        """Do one of these with a publication."""
        match random.randrange(6):
            case 0:
                return
            case 1:
                send(publication)
                send(publication)
            case 2:
                self._kept.append(publication)
            case 3:
                send(publication)
                self._release(send)
            case _:
                send(publication)

    def _release(self, send: Send) -> None:
        random.shuffle(self._kept)
        for each in self._kept:
            send(each)
        self._kept.clear()


def first_difference(told: list[Told], history: list[Told]) -> str:
    """Return where a client's reading and the history part, with what is around."""
    pairs = zip(told, history, strict=False)
    place = next((n for n, (one, other) in enumerate(pairs) if one != other), None)
    where = min(len(told), len(history)) if place is None else place
    around = slice(max(0, where - 2), where + 3)
    return f"at {where} of {len(told)} and {len(history)}: {told[around]}, but {history[around]}"


@asynccontextmanager
async def rounds_on(
    store: StoreServer, folder: Path, count: int, cut: float
) -> AsyncIterator[Rounds]:
    """Start ``count`` nodes and the clients; end them afterwards."""
    async with AsyncExitStack() as proxies, chat_on(store.url, folder, deadline=None) as chat:
        rounds = Rounds(store, chat, count, cut, proxies)
        for _ in range(count):
            await rounds.start_node()
        async with asyncio.TaskGroup() as tasks:
            for each in rounds.wanderers:
                tasks.create_task(each.live())
            try:
                yield rounds
            finally:
                rounds.end()
