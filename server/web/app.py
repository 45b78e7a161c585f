"""The application: its routes, and the objects that live as long as it does."""

import asyncio
import contextlib
import ipaddress
from collections import Counter
from collections.abc import AsyncIterator, Callable
from functools import partial

from aiohttp import web

from server.asyncapi import asyncapi
from server.chat.service import CHAT, ChatService
from server.cluster.shared_store import SharedStore
from server.config.settings import Settings
from server.core import lookalikes
from server.core.rate_limiter import RateLimits, address_rate
from server.core.rules import Rules
from server.store.base import Store
from server.store.memory import MemoryStore
from server.web import admission, announcements, chat_endpoints, static_files
from server.web.client_address import shown_address
from server.web.connect_request import ADMISSION_POLICY, AdmissionPolicy
from server.web.echo import echo
from server.web.forwarded_host import asked_host
from server.web.health import health as health
from server.web.host import allowed_hosts, check_host
from server.web.listener import PENDING_LIMITS
from server.web.metrics import metrics
from server.web.metrics_port import keep_apart
from server.web.pending_registry import PendingLimits
from server.web.stats import STATS, own_stats, stats
from server.ws.close_codes import CloseCode
from server.ws.forwarding import FORWARDING, Forwarding
from server.ws.handshake import ALLOWED_ORIGINS, HANDSHAKE_REJECTIONS
from server.ws.registry import ConnectionRegistry
from server.ws.send_queue import ConnectionLimits
from server.ws.upgrade import CONNECTIONS
from server.ws.write_batch import Flushable

_HANDSHAKE_TIMEOUT = 60.0  # seconds, if the settings have none: no client may take forever
_DRAIN_TIMEOUT = 1.0  # seconds for storing the last messages during the shutdown
_PRODUCT = "alicebob"
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def build(settings: Settings, store: Store | SharedStore | None = None) -> web.Application:
    """Return the whole server as an aiohttp application, ready for a runner.

    Without a ``store``, the history is kept in memory.
    """
    hosts = allowed_hosts(settings.host, settings.allow_host)
    apart = [keep_apart(settings.metrics_port)] if settings.metrics_port else []
    app = web.Application(middlewares=[check_host(hosts), *apart])
    app[static_files.PAGES] = static_files.load()
    app[ADMISSION_POLICY] = AdmissionPolicy(
        settings.auth_secret,
        settings.join_timeout,
        rate_limits(settings),
        tuple(map(ipaddress.ip_network, settings.trusted_proxy)),
    )

    def time_messages(seconds: float) -> None:  # the chat is there when the server has started
        app[CHAT].counters.time_messages(seconds)

    add_websockets(app, settings, time_messages)
    _add_chat(app, settings, store)
    app.on_response_prepare.append(_add_security_headers)
    app.router.add_get("/", static_files.index)
    app.router.add_get("/assets/{path:.+}", static_files.asset)
    app.router.add_get("/chat", chat_endpoints.chat, allow_head=False)
    app.router.add_get("/ws", chat_endpoints.ws, allow_head=False)
    app.router.add_get("/rooms/{room}", chat_endpoints.rooms, allow_head=False)
    app.router.add_get("/echo", echo, allow_head=False)
    app.router.add_get("/health", health)
    app.router.add_get("/stats", stats)
    app.router.add_get("/metrics", metrics)
    app.router.add_post("/admission", admission.admission)
    announcements.add(app, settings.operator_token)
    app.router.add_get("/asyncapi.json", asyncapi)
    return app


def rate_limits(settings: Settings) -> RateLimits | None:
    """Return the rate limits of the server; None without any."""
    rate = settings.rate_limit
    if rate is None:
        return None
    if settings.auth_secret:
        return RateLimits(rate, rate)
    return RateLimits(rate, settings.address_rate_limit or address_rate(rate))


def add_websockets(
    app: web.Application,
    settings: Settings,
    on_flushed: Callable[[float], None] = lambda _seconds: None,
) -> None:
    """Give any aiohttp application what ``upgrade_websocket`` needs: connections and limits.

    ``on_flushed`` is called after each write batch with the seconds that it took.
    """
    app[ALLOWED_ORIGINS] = list(settings.allow_origin)
    trusted = tuple(map(ipaddress.ip_network, settings.trusted_proxy))
    app[FORWARDING] = Forwarding(
        partial(shown_address, trusted=trusted), partial(asked_host, trusted=trusted)
    )
    app[PENDING_LIMITS] = PendingLimits(
        settings.handshake_timeout or _HANDSHAKE_TIMEOUT, settings.max_pending
    )
    app[HANDSHAKE_REJECTIONS] = Counter()

    async def keep_connections(app: web.Application) -> AsyncIterator[None]:
        app[CONNECTIONS] = ConnectionRegistry(
            ConnectionLimits(settings.max_frame, settings.send_buffer),
            settings.heartbeat,
            settings.idle_timeout,
            settings.max_connections,
            on_flushed,
        )
        yield
        await app[CONNECTIONS].shut_down()

    app.cleanup_ctx.append(keep_connections)


def _add_chat(app: web.Application, settings: Settings, store: Store | SharedStore | None) -> None:
    def began_at(moment: float) -> None:
        app[CONNECTIONS].write_batch.began_at(moment)

    def gather(waiting: Flushable) -> None:
        app[CONNECTIONS].write_batch.add_source(waiting)

    async def keep_chat(app: web.Application) -> AsyncIterator[None]:
        chosen = store or MemoryStore(
            settings.history_limit, settings.max_rooms, most_bytes=settings.history_bytes
        )
        rules = Rules(settings.unique_names, settings.typing_timeout)
        if rules.unique_names:
            lookalikes.load()
        # A message is timed from the write batch in which it came in, or from the moment it was
        # handed to a slow store, to the end of the write batch that sends it.
        app[CHAT] = ChatService(chosen, rules, settings.max_rooms, began_at, gather)
        app[CHAT].sequencer.on_question(STATS, lambda: own_stats(app))
        await app[CHAT].sequencer.opened()
        yield
        await app[CHAT].sequencer.closed()

    # First, so that its cleanup runs last, after everybody has left.
    app.cleanup_ctx.insert(0, keep_chat)


async def shut_down(app: web.Application) -> None:
    """Accept no new connections, deliver pending messages and close every connection.

    See docs/protocol.md#g8.
    """
    connections, chat = app[CONNECTIONS], app[CHAT]
    connections.is_draining = True
    await _drain(chat)
    if not chat.rules.is_shared:
        await connections.shut_down()
        return
    # The others are told before anybody can come back through one of them.
    chat.leave_all()
    await _drain(chat)
    await connections.shut_down(CloseCode.SERVICE_RESTART, "server restarting")
    await _drain(chat)


async def _drain(chat: ChatService) -> None:
    with contextlib.suppress(TimeoutError):  # a stuck store must not delay the shutdown
        await asyncio.wait_for(chat.sequencer.drained(), _DRAIN_TIMEOUT)


async def _add_security_headers(_request: web.Request, response: web.StreamResponse) -> None:
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["Server"] = _PRODUCT  # without the versions that aiohttp would tell
