"""``POST /announcements``: the operator announces a text to everybody, or to one room."""

import hmac
import logging
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import hdrs, web

from server.chat.service import CHAT
from server.core.names import InvalidName, room_name
from server.core.rules import MAX_TEXT
from server.dialects.json import InvalidJson, can_be_sent, from_json
from server.store.base import StoreUnavailable
from server.ws.forwarding import address_of
from server.ws.log_line import LogLine

MOST_BYTES = 1024 * 1024  # of a request: enough for the longest text with every character escaped
OPERATOR_TOKEN = web.AppKey[str]("operator_token")
_log = logging.getLogger("chat")


@dataclass(frozen=True, slots=True)
class AnnouncementRequest:
    """A text and the room to announce it in; None means all rooms."""

    content: str
    room: str | None


class InvalidAnnouncement(ValueError):
    """The request is invalid; the message says why."""


class _TooBig(Exception):
    """The request has more than ``MOST_BYTES``."""


def add(app: web.Application, token: str) -> None:
    """Add the endpoint for the operator, who knows ``token``; no token, no endpoint."""
    if token:
        app[OPERATOR_TOKEN] = token
        app.router.add_post("/announcements", announce)


async def announce(request: web.Request) -> web.Response:
    """Announce the text, and answer with the number of rooms and connections."""
    if not is_operator(request):
        _log.warning(LogLine("refuse", address=address_of(request), status=401, path=request.path))
        return reject(401, "The operator token is required.", {"WWW-Authenticate": "Bearer"})
    try:
        announcement = read(await _body_of(request))
    except _TooBig:
        return reject(413, f"A request must have at most {MOST_BYTES:,} bytes.")
    except InvalidAnnouncement as bad:
        return reject(400, str(bad))
    chat = request.app[CHAT]
    try:
        rooms = await chat.announce_everywhere(announcement.content, announcement.room)
    except StoreUnavailable as unavailable:
        return reject(503, str(unavailable))
    connections = sum(rooms.values())
    _log.info("announce rooms=%d connections=%d", len(rooms), connections)
    return web.json_response({"rooms": len(rooms), "connections": connections})


def read(body: bytes) -> AnnouncementRequest:
    """Read the request in ``body``. Raises ``InvalidAnnouncement``."""
    try:
        fields = from_json(body.decode())
    except (UnicodeDecodeError, InvalidJson):
        raise InvalidAnnouncement('Send JSON in UTF-8, such as {"content": "Hello"}.') from None
    if not isinstance(fields, dict):
        raise InvalidAnnouncement('An announcement is a JSON object, such as {"content": "Hello"}.')
    return AnnouncementRequest(content_in(fields), room_in(fields))


def content_in(fields: Mapping[str, object]) -> str:
    """Return the text of the announcement. Raises ``InvalidAnnouncement``."""
    content = fields.get("content")
    if not isinstance(content, str) or not can_be_sent(content):
        raise InvalidAnnouncement('"content" must be a string.')
    if not content or content.isspace():
        raise InvalidAnnouncement('"content" must not be blank.')
    if len(content) > MAX_TEXT:
        raise InvalidAnnouncement(f'"content" must have at most {MAX_TEXT:,} characters.')
    return content


def room_in(fields: Mapping[str, object]) -> str | None:
    """Read the room. null is invalid, lest an announcement for one room reach all."""
    if "room" not in fields:
        return None
    room = fields["room"]
    if not isinstance(room, str):
        raise InvalidAnnouncement(
            '"room" must be the name of a room; omit it to announce to all rooms.'
        )
    try:
        return room_name(room)
    except InvalidName as bad:
        raise InvalidAnnouncement(str(bad)) from None


def is_operator(request: web.Request) -> bool:
    """Compare the token in constant time, so that it cannot be guessed piece by piece."""
    scheme, _, token = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
    given = token.strip().encode("utf-8", "surrogateescape")
    is_same = hmac.compare_digest(given, request.app[OPERATOR_TOKEN].encode())
    return is_same and scheme.lower() == "bearer"


async def _body_of(request: web.Request) -> bytes:
    """Read the body. Raises ``_TooBig`` early, ``InvalidAnnouncement`` if it is incomplete."""
    if (request.content_length or 0) > MOST_BYTES:
        raise _TooBig
    body = bytearray()
    try:
        async for piece in request.content.iter_any():
            body += piece
            if len(body) > MOST_BYTES:
                raise _TooBig
    except web.RequestPayloadError:
        raise InvalidAnnouncement("The request body is incomplete.") from None
    return bytes(body)


def reject(status: int, sentence: str, headers: Mapping[str, str] | None = None) -> web.Response:
    """Return the response to an invalid request."""
    return web.json_response({"error": sentence}, status=status, headers=headers)
