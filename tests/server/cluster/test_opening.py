"""A store that cannot be used is answered with a sentence, and exit code 2."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import redis

from server.cluster.opening import Unusable, check
from tests.server.support.store_servers import StoreServer
from tests.support.sources import ROOT


@asynccontextmanager
async def pretending(*answers: bytes) -> AsyncIterator[str]:
    """A server that gives these answers, one after the other; yields its address."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for each in answers:
            if not await reader.read(4096):
                break
            writer.write(each)
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}"


def info(text: str) -> bytes:
    return b"$%d\r\n%s\r\n" % (len(text), text.encode())


async def complaint(*answers: bytes) -> str:
    async with pretending(*answers) as url:
        with pytest.raises(Unusable) as raised:
            await check(url)
    return str(raised.value)


async def test_an_older_store_is_told_what_is_needed() -> None:
    assert "is Redis 6.0.16: 6.2 or newer is needed" in await complaint(
        info("redis_version:6.0.16\r\n")
    )
    old = "redis_version:7.2.4\r\nvalkey_version:6.9.1\r\n"
    assert "is Valkey 6.9.1: 7.0 or newer is needed" in await complaint(info(old))


async def test_another_server_is_told_apart() -> None:
    assert "is neither Redis nor Valkey" in await complaint(info("dragonfly_version:df-1\r\n"))
    assert "neither Redis nor Valkey" in await complaint(b"HTTP/1.1 400 Bad Request\r\n\r\n")


async def test_a_password_that_is_missing_is_told() -> None:
    assert "user and the password" in await complaint(
        b"-NOAUTH Authentication required.\r\n", b"-NOAUTH Authentication required.\r\n"
    )


async def test_a_store_that_is_new_enough_is_used(store: StoreServer) -> None:
    await check(store.url)


def test_a_server_without_its_store_does_not_start() -> None:
    command = [sys.executable, "-m", "server", "--port", "0", "--store", "redis://127.0.0.1:1"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 2
    assert ended.stderr.startswith("The store redis://127.0.0.1:1 cannot be used: ")
    assert len(ended.stderr.splitlines()) == 1


def test_without_the_library_a_sentence_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['redis'] = None; sys.argv = "
        "['server', '--port', '0', '--store', 'redis://127.0.0.1:1']; "
        "from server.__main__ import main; sys.exit(main())"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 2
    assert "alicebob[cluster]" in ended.stderr


async def test_a_store_with_a_password_needs_it(store: StoreServer) -> None:
    with redis.Redis.from_url(store.url, protocol=2) as line:
        line.config_set("requirepass", "s3cret")
    for url in (store.url, store.url.replace("//", "//:wrong@")):
        with pytest.raises(Unusable, match="does not accept the user and the password"):
            await check(url)
    await check(store.url.replace("//", "//:s3cret@"))


async def test_an_option_that_nobody_knows_is_told(store: StoreServer) -> None:
    with pytest.raises(Unusable, match="has an unknown option"):
        await check(f"{store.url}?colour=red")
