"""One measurement: a new server on one core, the load generator on the other."""

import contextlib
import json
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from alicebob.servers.process import Process, ServerDidNotStart
from alicebob.transport.address import Address
from bench import cores, programs
from bench.figures import Idle, Round, faults_in
from bench.peers import OURS, Peer
from bench.shapes import Shape

_START = 20.0  # seconds that a server may take to start
_LOAD = 120.0  # seconds after which a generator that has not ended is stuck
_ROOM = 10  # people in a room of ours while nobody speaks


class LoadFailed(Exception):
    """Raised when the load generator could not work, with the reason."""


def messages(peer: Peer, shape: Shape, seconds: float) -> Round:
    """Return one round of ``shape``; errors are in its ``faults``."""
    try:
        with _running(peer, shape.flags) as process:
            return load(process.address.port, process.pid, shape, seconds)
    except (ServerDidNotStart, LoadFailed) as error:
        return Round(faults=_first_line(error))


def load(port: int, pid: int, shape: Shape, seconds: float) -> Round:
    """Measure a running server, process ``pid``. Raises ``LoadFailed``."""
    options = {
        "port": port,
        "pid": pid,
        "users": shape.users,
        "rooms": shape.rooms,
        "speakers": shape.speakers,
        "in_flight": shape.in_flight,
        "size": shape.size,
        "seconds": shape.lasts(seconds),
        "warm_up": shape.warm_up(seconds),
        "rate": shape.rate,
        "joins": shape.joins,
        "stuck": int(shape.is_stuck),
        "events": int(shape.is_in_events),
    }
    return Round.of(_generate(programs.messages(), options))


def idle(peer: Peer, connections: int, seconds: float) -> Idle:
    """Measure idle connections; ours pings each of them once in ``seconds``."""
    measured = Idle(connections, seconds if peer == OURS else 0.0)
    flags = ("--heartbeat", str(seconds), "--idle-timeout", str(seconds * 3))
    options = {"connections": connections, "room": _ROOM, "seconds": seconds}
    try:
        with _running(peer.with_flags(flags) if peer == OURS else peer) as process:
            options |= {"port": process.address.port, "pid": process.pid}
            numbers = _generate(programs.idle(), options)
    except (ServerDidNotStart, LoadFailed) as error:
        return replace(measured, faults=_first_line(error))
    return replace(
        measured,
        bytes_each=numbers["bytes_each"],
        server_share=numbers["server_share"],
        faults=faults_in(numbers),
    )


def _generate(program: Path, options: dict[str, float]) -> dict[str, float]:
    given = [f"{name}={value}" for name, value in options.items()]
    command = cores.on_core(cores.LOAD, [str(program), *given])
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=_LOAD, check=False)
    except subprocess.TimeoutExpired:
        raise LoadFailed(f"not done after {_LOAD:g} s") from None
    if run.returncode:
        raise LoadFailed(run.stderr.strip() or f"the load generator ended with {run.returncode}")
    return dict(json.loads(run.stdout))


@contextlib.contextmanager
def _running(peer: Peer, flags: Sequence[str] = ()) -> Iterator[Process]:
    """Run the server of ``peer`` until the block ends; ``{folder}`` in its flags is an empty
    folder."""
    with tempfile.TemporaryDirectory() as folder:
        given = [flag.replace("{folder}", folder) for flag in flags]
        command = [*peer.with_flags(given).command, "{port}"]
        process = Process(cores.on_core(cores.SERVER, command), {})
        try:
            process.wait_until_ready(connect, _START)
            yield process
        finally:
            process.stop()


def connect(address: Address) -> None:
    """Raise ``OSError`` unless a program listens at the address, on IPv4."""
    Address("127.0.0.1", address.port).connect(1.0).close()


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
