"""Run the application: listen, print the address, and shut down in order.

See docs/protocol.md#g8.
"""

import asyncio
import errno
import gc
import logging
import os
import signal
import socket
import ssl
import sys
import threading
from collections.abc import Callable
from functools import partial

from aiohttp import web
from aiohttp.http import HttpProcessingError

from server.cli import log_format, open_files, systemd
from server.cli.background_log import BackgroundLog
from server.cli.log_filter import RepetitionFilter
from server.cli.reload import Reloader, reload_on_hangup
from server.cli.store import CannotOpenStore, open_store
from server.cluster.shared_store import SharedStore
from server.config.settings import Settings
from server.config.values import UNIX
from server.store.base import Store
from server.web import tls, unix_socket
from server.web.app import build, shut_down
from server.web.listener import Runner, Site

CANNOT_START = 2  # exit code
_LOCAL = "127.0.0.1"  # where metrics are, if the chat is at a Unix socket
_HTTP_KEEPALIVE = 60.0  # seconds
_YOUNG_OBJECTS = 20_000
"""Objects between two searches for garbage. A connection is a hundred objects that stay: with
Python's 700, a seventh of what a join costs was such searches. Little garbage is in cycles."""
SHUTDOWN_DEADLINE = 4.5  # seconds from the first signal to the end of the process
_HTTP_SHUTDOWN = 1.0  # seconds that HTTP requests may still take during the shutdown


def run(settings: Settings, reread: Callable[[], Settings]) -> int:
    """Serve until a signal arrives; return the exit code. ``reread`` returns the settings as they
    are now."""
    try:
        context = tls.context(settings.tls_cert, settings.tls_key) if settings.tls_cert else None
        store = open_store(settings)
    except (tls.InvalidCertificate, CannotOpenStore) as bad:
        print(bad, file=sys.stderr)
        return CANNOT_START
    log = BackgroundLog(sys.stderr)
    log.setFormatter(log_format.formatter(settings.log_format))
    logging.basicConfig(handlers=[log], level=settings.log_level.upper())
    logging.getLogger("aiohttp.server").addFilter(_is_ours)
    log.addFilter(RepetitionFilter())
    room = open_files.raise_limit()
    settings = open_files.fit(settings, room)
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        try:
            as_now = partial(_as_now, reread, room)
            return runner.run(_serve(settings, as_now, store, context))
        finally:
            log.close()


def _as_now(reread: Callable[[], Settings], room: int | None) -> Settings:
    return open_files.fit(reread(), room)


async def _serve(
    settings: Settings,
    reread: Callable[[], Settings],
    store: Store | SharedStore,
    context: ssl.SSLContext | None,
) -> int:
    stop = stop_on_signal()
    app = build(settings, store)
    runner = Runner(
        app,
        access_log=None,
        keepalive_timeout=_HTTP_KEEPALIVE,
        shutdown_timeout=_HTTP_SHUTDOWN,
    )
    await runner.setup()
    reload_on_hangup(Reloader(settings, reread, context, app).reload)
    try:
        await _listen(runner, settings, context)
    except (OSError, UnicodeError) as error:
        print(_why_not(error, settings), file=sys.stderr)
        await runner.cleanup()
        return CANNOT_START
    gc.freeze()  # start-up objects live as long as the server: exclude them from collection
    gc.set_threshold(_YOUNG_OBJECTS)
    gc.enable()
    print(f"{_address(runner, settings)}  (the chat is running; Ctrl-C stops it)", flush=True)
    systemd.notify(systemd.READY)
    await stop.wait()
    systemd.notify(systemd.STOPPING)
    await shut_down(app)
    await runner.cleanup()
    return 0


async def _listen(runner: Runner, settings: Settings, context: ssl.SSLContext | None) -> None:
    """Listen on the sockets that systemd has opened, or else where the settings say."""
    host, port = settings.host, settings.port
    bound: list[socket.socket | None] = [*systemd.passed_sockets()]
    if not bound:
        bound = [unix_socket.bind(host[len(UNIX) :]) if host.startswith(UNIX) else None]
    for each in bound:
        await Site(runner, host, port, context, each).start()
    if settings.metrics_port:
        await Site(runner, _LOCAL if host.startswith(UNIX) else host, settings.metrics_port).start()


def _is_ours(record: logging.LogRecord) -> bool:
    """Return whether a record belongs in the log.

    Invalid HTTP from clients does not (it may be long and contain anything), nor do clients that
    disconnect before they are answered.
    """
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, HttpProcessingError | ConnectionError)


def stop_on_signal() -> asyncio.Event:
    """Return an event that the first signal sets; a second signal ends the process at once.

    From the first signal on, the process ends within ``SHUTDOWN_DEADLINE``, whatever is stuck.
    """
    loop, stop = asyncio.get_running_loop(), asyncio.Event()

    def on_signal(number: signal.Signals) -> None:
        if stop.is_set():
            os._exit(128 + number)
        stop.set()
        deadline = threading.Timer(SHUTDOWN_DEADLINE, os._exit, [0])
        deadline.daemon = True
        deadline.start()

    for number in (signal.SIGTERM, signal.SIGINT):
        if signal.getsignal(number) is not signal.SIG_IGN:
            loop.add_signal_handler(number, on_signal, number)
    return stop


def _address(runner: web.AppRunner, settings: Settings) -> str:
    where = runner.addresses[0]
    if isinstance(where, str):
        return f"{UNIX}{where}"
    host = "localhost" if settings.host in ("127.0.0.1", "0.0.0.0", "::", "::1") else settings.host
    host = f"[{host}]" if ":" in host else host
    scheme = "https" if settings.tls_cert else "http"
    return f"{scheme}://{host}:{where[1]}"


def _why_not(error: OSError | UnicodeError, settings: Settings) -> str:
    """Return a sentence that says why the server cannot listen, and what to do."""
    if isinstance(error, UnicodeError):
        return f"{settings.host!r} is not a valid host name: choose another one (--host)."
    if settings.host.startswith(UNIX):
        why = "a server listens there" if error.errno == errno.EADDRINUSE else error.strerror
        return f"Cannot listen on {settings.host}: {why}; choose another path (--host)."
    if error.errno == errno.EADDRINUSE and _is_of_metrics(error, settings):
        return f"Port {settings.metrics_port} is already in use: choose another (--metrics-port)."
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {settings.port} is already in use: stop the program that listens there, or "
            f"choose another port: 'PORT={_other(settings.port)} make run' "
            "(--port 0 chooses a free one)."
        )
    if error.errno == errno.EACCES:
        return f"Port {settings.port} needs special privileges: choose one above 1023 (--port)."
    return f"Cannot listen on {settings.host}, port {settings.port}: {error.strerror or error}."


def _is_of_metrics(error: OSError, settings: Settings) -> bool:
    """Return True if the error names the port of the metrics."""
    return bool(settings.metrics_port) and f", {settings.metrics_port})" in str(error)


def _other(port: int) -> int:
    return 3000 if port != 3000 else 8080


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return uvloop's factory if it is installed (the ``fast`` extra), else None for asyncio's."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop
