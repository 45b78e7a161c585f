"""The network of a visitor, with a server that answers each request with its head."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from alicebob.model.site import Site
from alicebob.transport import http
from alicebob.transport.address import Address
from alicebob.transport.visitor_network import VisitorNetwork

PATIENCE = 10.0  # seconds


async def answer_with_head(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(head) + head)
    writer.close()


@contextmanager
def network_at(site: Site) -> Iterator[VisitorNetwork]:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()

    async def start() -> VisitorNetwork:
        server = await asyncio.start_server(answer_with_head, "127.0.0.1", 0)
        network = VisitorNetwork(Address(*server.sockets[0].getsockname()[:2]), site)
        await network.start(loop)
        return network

    network = asyncio.run_coroutine_threadsafe(start(), loop).result(PATIENCE)
    yield network
    asyncio.run_coroutine_threadsafe(network.close(), loop).result(PATIENCE)
    loop.call_soon_threadsafe(loop.stop)


def got(network: VisitorNetwork, path: str) -> http.Response:
    return http.get(Address.from_url(network.url.partition("/chat-app")[0]), path, PATIENCE)


def test_a_request_reaches_the_server() -> None:
    with network_at(Site()) as network:
        assert got(network, "/assets/chat.js").text.startswith("GET /assets/chat.js HTTP/1.1")


def test_below_a_folder_the_server_does_not_see_the_folder() -> None:
    with network_at(Site(path="/chat-app")) as network:
        assert got(network, "/chat-app/health").text.startswith("GET /health HTTP/1.1")
        assert got(network, "/health").status == 404


def test_scripts_wait_and_nothing_else_does_until_the_network_is_mended() -> None:
    with network_at(Site()) as network, ThreadPoolExecutor() as pool:
        network.hold_scripts()
        script = pool.submit(got, network, "/assets/chat.js")
        assert got(network, "/assets/chat.css").status == 200
        assert not script.done()
        network.mend()
        assert script.result(PATIENCE).status == 200


def test_a_plain_server_has_the_page_and_the_chat_alone() -> None:
    with network_at(Site(is_plain=True)) as network:
        statuses = [got(network, path).status for path in ("/", "/assets/a.js", "/chat", "/health")]
    assert statuses == [200, 200, 200, 404]


def test_a_line_that_is_cut_refuses_until_it_is_mended() -> None:
    with network_at(Site()) as network:
        network.cut()
        with pytest.raises(OSError):  # noqa: PT011  # which one, is the system's choice
            got(network, "/")
        network.mend()
        assert got(network, "/").status == 200


def test_what_is_held_back_arrives_when_the_line_is_mended() -> None:
    with network_at(Site()) as network:
        network.stall()
        answers: list[int] = []
        asking = threading.Thread(target=lambda: answers.append(got(network, "/").status))
        asking.start()
        network.mend()
        asking.join(PATIENCE)
    assert answers == [200]


def test_addresses_of_others_are_not_at_the_network() -> None:
    with network_at(Site()) as network:
        assert network.is_at(f"{network.url}assets/chat.js")
        assert not network.is_at("http://evil.example/")
