"""Starts a server, and a relay in front of it."""

import asyncio
import contextlib
import os
import signal
import socket
from collections.abc import Sequence
from functools import partial

from alicebob.wires.wire import Wire
from mutants.relay.fault import Fault
from mutants.relay.proxy import Relay

_HOST = "localhost"
_LOOK_AGAIN = 0.02  # seconds


async def serve(fault: Fault, wire: Wire, port: int, command: Sequence[str]) -> int:
    """Serve at ``port`` until the server ends that ``command`` starts, and return its exit code.

    The server finds its own port in place of ``{inner}``, and in PORT. The relay listens as soon as
    the server does, and passes SIGTERM on to all of its processes.
    """
    inner = _free_port()
    environment = {**os.environ, "PORT": str(inner)}
    environment.pop("PYTHONPATH", None)  # that of the relay
    server = await asyncio.create_subprocess_exec(
        *(word.replace("{inner}", str(inner)) for word in command),
        env=environment,
        start_new_session=True,
    )
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, partial(_terminate, server.pid))
    ended = asyncio.ensure_future(server.wait())
    while not ended.done() and not await _listens(inner):
        await asyncio.sleep(_LOOK_AGAIN)
    relay = Relay(wire, fault, inner)
    listening = await asyncio.start_server(relay.serve, _HOST, port, backlog=4096)
    code = await ended
    listening.close()
    return code


def _terminate(group: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGTERM)


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection(_HOST, port)
    except OSError:
        return False
    writer.close()
    return True


def _free_port() -> int:
    with socket.create_server((_HOST, 0)) as probe:
        port: int = probe.getsockname()[1]
    return port
