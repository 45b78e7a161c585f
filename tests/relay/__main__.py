"""Serve behind a relay: ``python -m tests.relay NETWORK --port PORT -- SERVER …``.

The server listens where ``PORT`` in its environment says, prints a line when it does, and is ended
with the relay.
"""

import argparse
import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import Sequence

from tests.relay.frames import FRAMES, Reframed
from tests.relay.network import NETWORKS, Change, Direction, Network

_HOST = "localhost"


def main(arguments: Sequence[str]) -> int:
    """Run the relay until its server ends; return the server's exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.relay", description=__doc__)
    parser.add_argument("network", choices=[*NETWORKS, FRAMES])
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("server", nargs="+", help="the command of the server")
    options = parser.parse_args(arguments)
    return asyncio.run(_relay(options.network, options.port, options.server))


async def _relay(kind: str, port: int, command: Sequence[str]) -> int:
    inner = _free_port()
    server = await asyncio.create_subprocess_exec(
        *(word.replace("{inner}", str(inner)) for word in command),
        env={**os.environ, "PORT": str(inner)},
        stdout=asyncio.subprocess.PIPE,
    )
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, server.terminate)  # the suite signals who listens
    loop.add_signal_handler(signal.SIGINT, lambda: None)  # a console signals both
    assert server.stdout is not None
    print((await server.stdout.readline()).decode(), end="", flush=True)
    network = NETWORKS.get(kind, NETWORKS["direct"])
    listening = await loop.create_server(
        lambda: _Arriving(network, kind == FRAMES, inner), _HOST, port, backlog=4096
    )
    code = await server.wait()
    listening.close()
    return code


class _Arriving(Direction):
    """The direction from a client to the server, which it connects to."""

    def __init__(self, network: Network, is_reframed: bool, port: int) -> None:
        super().__init__(network)
        self._port = port
        self._server_change: Change = Reframed().change if is_reframed else bytes
        self._connecting: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.join(Direction(self._network, self._server_change))
        super().connection_made(transport)
        self._connecting = asyncio.create_task(self._connect())

    async def _connect(self) -> None:
        assert self.other is not None
        other = self.other
        try:
            await self._loop.create_connection(lambda: other, _HOST, self._port)
        except OSError:
            self.abort(is_reset=True)


def _free_port() -> int:
    with socket.create_server((_HOST, 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main(sys.argv[1:]))
