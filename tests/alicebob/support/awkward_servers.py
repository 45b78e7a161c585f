"""Servers that are awkward to start, to reach or to stop, as programs of Python and ``sh``."""

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from alicebob.servers.family import MARK
from alicebob.servers.process import Process
from alicebob.transport.address import Address

PATIENCE = 20.0  # seconds, for what takes an instant on an idle machine

LISTENS = """
import os, signal, socket, sys
HOSTS = {"both": ["127.0.0.1", "::1"]}
def listen(where, port):
    sockets = []
    for host in HOSTS.get(where, [where]):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        sockets.append(socket.create_server((host, port), family=family))
    return sockets
PORT = int(os.environ["PORT"])
"""
"""The beginning of the others."""

COUNTS_SIGNALS = (
    LISTENS
    + """
counted = []
def count(number, frame):
    counted.append(number)
    print("signal", len(counted), flush=True)
    if len(counted) == 1:
        signal.setitimer(signal.ITIMER_REAL, 0.5)  # time for a second one to come
def end(number, frame):
    os._exit(40 + len(counted))
signal.signal(signal.SIGTERM, count)
signal.signal(signal.SIGALRM, end)
sockets = listen("127.0.0.1", PORT)
while True:
    signal.pause()
"""
)
"""A server whose exit code says how often it got SIGTERM: 41 for once."""

HANDS_ON_SIGNALS = """
import signal, subprocess, sys
server = subprocess.Popen(sys.argv[1:])
signal.signal(signal.SIGTERM, lambda number, frame: server.terminate())
sys.exit(server.wait())
"""
"""A wrapper that does as npm does: it hands on its SIGTERM, and ends as its server does."""

FORKS_AWAY = (
    LISTENS
    + """
if os.fork():
    os._exit(0)
os.setsid()
if os.fork():
    os._exit(0)
sockets = listen("127.0.0.1", PORT)
signal.pause()
"""
)
"""A daemon: it has left its group, its session and its parent, and its command has ended."""

HAS_A_DAEMON = (
    LISTENS
    + """
sockets = listen("127.0.0.1", PORT)
if not os.fork():
    os.setsid()
    if os.fork():
        os._exit(0)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    print("away", flush=True)
while True:
    signal.pause()
"""
)
"""A server that stays, with a child that leaves its group and ignores SIGTERM."""


def waits_on(where: str, port: str = "PORT") -> str:
    """A server that listens, and does nothing else."""
    return f"{LISTENS}\nsockets = listen({where!r}, {port})\nsignal.pause()\n"


@contextlib.contextmanager
def running(
    *command: str, environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> Iterator[Process]:
    """A server that accepts connections, and has ended afterwards."""
    process = Process(command, environment or {}, folder)
    try:
        process.wait_until_ready(reach, PATIENCE)
        yield process
    finally:
        process.stop()


def reach(address: Address) -> None:
    address.connect(PATIENCE).close()


def left_behind(mark: str) -> list[int]:
    """The processes that still have this mark in their environment."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            with contextlib.suppress(OSError):
                if f"{MARK}={mark}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                    found.append(int(folder.name))
    return found
