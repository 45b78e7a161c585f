"""A client's request to connect to the chat: who joins which room, in which dialect."""

import math
import re
import time
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from aiohttp import hdrs, web

from server.auth.authenticate import Identity, authenticate
from server.chat.service import CHAT, ChatService
from server.core.events import Rejected, RejectionReason
from server.core.names import ANONYMOUS, DEFAULT_ROOM, InvalidName, room_name, user_name
from server.core.rate_limiter import RateLimits
from server.dialects.base import Dialect
from server.dialects.envelope import ENVELOPE
from server.dialects.events import EVENTS
from server.dialects.events_decode import parse_message_id
from server.dialects.plain import PLAIN
from server.store.base import StoreUnavailable
from server.web.client_address import Network, sender_address
from server.ws.handshake import HandshakeRejection, rejected, service_unavailable


@dataclass(frozen=True, slots=True)
class AdmissionPolicy:
    """The rules for admitting clients. ``join_timeout`` is in seconds (0: disabled)."""

    auth_secret: str = field(default="", repr=False)  # "": no authentication
    join_timeout: float = 10.0
    rate_limits: RateLimits | None = None
    trusted_proxies: tuple[Network, ...] = ()


ADMISSION_POLICY = web.AppKey("admission_policy", AdmissionPolicy)
_SESSION = re.compile(r"[A-Za-z0-9_-]{16,64}")
DIALECTS = {dialect.subprotocol: dialect for dialect in (PLAIN, EVENTS, ENVELOPE)}


@dataclass(frozen=True, slots=True)
class ConnectRequest:
    """A checked request to connect: the chat, and the dialect, room and user.

    ``name`` is None if the client is to send it in a ``join``. ``identity`` comes from a token; it
    is None without authentication. ``sender`` is the one whose connections share a rate limit: the
    proven name, or else the address; "" without a rate limit. ``session`` is a secret of the
    client, which takes over its earlier connection by it; "" for none.
    """

    chat: ChatService
    policy: AdmissionPolicy
    dialect: Dialect
    room: str
    name: str | None
    identity: Identity | None
    since: int | None
    sender: str = ""
    session: str = field(default="", repr=False)


def read_connect_request(
    request: web.Request, usual: Dialect, protocol: str | None
) -> ConnectRequest:
    """Read and check the request. Raises 400, 401, 409 or 503 with a sentence.

    ``usual`` is the dialect of the endpoint, for a client that negotiated no subprotocol.
    """
    app, policy = request.app, request.app[ADMISSION_POLICY]
    identity = identity_of(request, policy.auth_secret)
    dialect = DIALECTS.get(protocol or "", usual)
    query = query_of(request)
    room = room_in(request, query)
    name = None
    if dialect is PLAIN or (dialect is EVENTS and usual is PLAIN):
        name = name_in(request, query) if identity is None else identity.name
        expect_room_for(request, room, name, session_in(request, query))
    since = since_in(request, query)
    sender, session = sender_of(request, policy, identity), session_in(request, query)
    return ConnectRequest(app[CHAT], policy, dialect, room, name, identity, since, sender, session)


def sender_of(request: web.Request, policy: AdmissionPolicy, identity: Identity | None) -> str:
    """Return the sender whose connections share a rate limit; "" without a rate limit."""
    if policy.rate_limits is None:
        return ""
    if identity is not None:
        return identity.name
    return sender_address(request, policy.trusted_proxies)


def identity_of(request: web.Request, secret: str) -> Identity | None:
    """Return the identity that the client's token proves; None without authentication."""
    if not secret:
        return None
    try:
        return authenticate(request, secret, time.time())
    except web.HTTPUnauthorized as unauthorized:
        raise rejected(request, HandshakeRejection.SIGN_IN, unauthorized) from None


def since_in(request: web.Request, query: dict[str, str]) -> int | None:
    """Return the sequence number of the last message that the client knows, or None."""
    if not query.get("since"):
        return None
    since = parse_message_id(query["since"])
    if since is None:
        bad = web.HTTPBadRequest(text='"since" must be the id of a message.')
        raise rejected(request, HandshakeRejection.HANDSHAKE, bad)
    return since


def session_in(request: web.Request, query: dict[str, str]) -> str:
    """Return the secret by which the client takes over its earlier connection, or ""."""
    session = query.get("session", "")
    if session and not _SESSION.fullmatch(session):
        sentence = '"session" must be 16 to 64 of the characters A-Z a-z 0-9 _ and -.'
        bad = web.HTTPBadRequest(text=sentence)
        raise rejected(request, HandshakeRejection.HANDSHAKE, bad)
    return session


def room_in(request: web.Request, query: dict[str, str]) -> str:
    """Return the room that the request names. Raises 400 for an invalid name."""
    try:
        return room_name(request.match_info.get("room", query.get("room", DEFAULT_ROOM)))
    except InvalidName as bad:
        answer = web.HTTPBadRequest(text=str(bad))
        raise rejected(request, HandshakeRejection.ROOM, answer) from None


def name_in(request: web.Request, query: dict[str, str]) -> str:
    """Return the name that the request asks for. Raises 400 for an invalid name."""
    asked = query.get("user", "")
    try:
        return user_name(asked) if asked.strip() else ANONYMOUS
    except InvalidName as bad:
        answer = web.HTTPBadRequest(text=str(bad))
        raise rejected(request, HandshakeRejection.NAME, answer) from None


def expect_room_for(request: web.Request, room: str, name: str, session: str = "") -> None:
    """Reject the request if the name or the room is unavailable. An earlier connection of the
    same ``session`` keeps nothing from it.

    The join must follow without any await in between.
    """
    chat = request.app[CHAT]
    if chat.is_taken(room, name, session):
        raise _taken(request, name)
    if chat.is_full and room not in chat.rooms:
        sentence = "The server has too many rooms. Try again later, or choose an existing room."
        raise rejected(request, HandshakeRejection.ROOMS, service_unavailable(sentence))


def _taken(request: web.Request, name: str) -> web.HTTPException:
    sentence = f"The name {name} is already in use in this room: choose another one."
    return rejected(request, HandshakeRejection.NAME_TAKEN, web.HTTPConflict(text=sentence))


async def expect_free_elsewhere(
    request: web.Request, room: str, name: str, session: str = ""
) -> None:
    """Reject the request if other nodes have a user of that name, or cannot be asked."""
    try:
        is_taken = await request.app[CHAT].is_taken_elsewhere(room, name, session)
    except StoreUnavailable as unavailable:
        answer = service_unavailable(str(unavailable))
        raise rejected(request, HandshakeRejection.STORAGE, answer) from None
    if is_taken:
        raise _taken(request, name)


def not_admitted(request: web.Request, name: str, rejection: Rejected) -> web.HTTPException:
    """Return the answer to a handshake whose join was rejected where all nodes are known."""
    if rejection.why is RejectionReason.NAME_TAKEN:
        return _taken(request, name)
    return rejected(request, HandshakeRejection.STORAGE, service_unavailable(rejection.sentence))


def expect_join_in_time(request: web.Request, connect_request: ConnectRequest) -> None:
    """Take the token for the join of a handshake that joins. Raises 429 if the sender joins too
    often."""
    limits = connect_request.policy.rate_limits
    if limits is None or connect_request.name is None:
        return
    expect_no_wait(request, limits.join(connect_request.sender))


def expect_no_wait(request: web.Request, seconds: float) -> None:
    """Raise 429 if the sender has to wait before it can join."""
    wait = math.ceil(seconds)
    if wait:
        sentence = f"Rate limit exceeded: connect again in {wait} s."
        answer = web.HTTPTooManyRequests(text=sentence, headers={hdrs.RETRY_AFTER: str(wait)})
        raise rejected(request, HandshakeRejection.RATE_LIMIT, answer)


def query_of(request: web.Request) -> dict[str, str]:
    """Return the query's parameters, the first of each name. Raises 400 if they are not UTF-8."""
    raw = request.raw_path.partition("?")[2]
    try:
        pairs = parse_qsl(raw, keep_blank_values=True, errors="strict")
    except ValueError:
        bad = web.HTTPBadRequest(text="The query must be percent-encoded UTF-8.")
        raise rejected(request, HandshakeRejection.HANDSHAKE, bad) from None
    return dict(reversed(pairs))
