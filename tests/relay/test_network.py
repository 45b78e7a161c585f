"""A network delivers every byte, in order, and both ends see how a connection ended."""

import asyncio
from pathlib import Path

import pytest

from tests.relay.network import NETWORKS, Direction
from tests.relay.networks import shards

DATA = bytes(range(256)) * 40
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def relayed(network: str) -> tuple[Streams, Streams, asyncio.Server]:
    """Connect a client to a server through ``network``; return both ends."""
    arrived: asyncio.Future[Streams] = asyncio.get_running_loop().create_future()

    def arrive(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        arrived.set_result((reader, writer))

    server = await asyncio.start_server(arrive, "127.0.0.1", 0)
    loop, port = asyncio.get_running_loop(), server.sockets[0].getsockname()[1]
    one, other = Direction(NETWORKS[network]), Direction(NETWORKS[network])
    one.join(other)
    entry = await loop.create_server(lambda: one, "127.0.0.1", 0)
    client = await asyncio.open_connection("127.0.0.1", entry.sockets[0].getsockname()[1])
    await loop.create_connection(lambda: other, "127.0.0.1", port)
    entry.close()
    return client, await arrived, server


@pytest.mark.parametrize("network", NETWORKS)
async def test_every_byte_arrives_in_both_directions(network: str) -> None:
    client, served, server = await relayed(network)
    for (_, writer), (reader, _) in ((client, served), (served, client)):
        writer.write(DATA)
        assert await reader.readexactly(len(DATA)) == DATA
    client[1].write_eof()
    assert await served[0].read() == b""
    served[1].write(b"goodbye")
    served[1].close()
    assert await client[0].read() == b"goodbye"
    client[1].close()
    server.close()


async def test_a_reset_arrives_as_a_reset() -> None:
    client, served, server = await relayed("direct")
    connection = client[1].get_extra_info("socket")
    connection.setsockopt(1, 13, b"\x01\x00\x00\x00\x00\x00\x00\x00")  # SO_LINGER: reset on close
    client[1].transport.abort()
    with pytest.raises(ConnectionResetError):
        await served[0].read()
    server.close()


async def test_a_reader_that_does_not_read_holds_back_the_writer() -> None:
    client, served, server = await relayed("jitter")
    client[1].transport.set_write_buffer_limits(high=0)
    client[1].write(bytes(16 * 1024 * 1024))
    blocked = asyncio.ensure_future(client[1].drain())
    total = 0
    while total < 16 * 1024 * 1024:
        total += len(await served[0].read(1024 * 1024))
        assert not blocked.done() or total > 4 * 1024 * 1024
    await blocked
    server.close()


@pytest.mark.parametrize("count", [1, 3, 100])
def test_each_feature_is_in_one_shard(count: int, tmp_path: Path) -> None:
    features = [tmp_path / f"{number}.feature" for number in range(7)]
    for size, feature in enumerate(features):
        feature.write_text("x" * size)
    parts = shards(features, count)
    assert sorted(feature for part in parts for feature in part) == sorted(features)
    assert all(parts)
