"""``POST /announcements``: the operator has something to say to everybody, or to one room."""

import hmac
import logging
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import hdrs, web

from server.chat.service import CHAT
from server.core.names import InvalidName, room_name
from server.core.room import MAX_TEXT
from server.dialects.json import InvalidJson, can_be_sent, from_json

MOST_BYTES = 1024 * 1024  # of a request: the longest text fits, with each character escaped
_OPERATOR_TOKEN = web.AppKey[str]("operator_token")
_log = logging.getLogger("chat")


@dataclass(frozen=True, slots=True)
class AnnouncementRequest:
    """What to say, and in which room; None: in all."""

    content: str
    room: str | None


class InvalidAnnouncement(ValueError):
    """It cannot be announced; the text says why."""


class _TooBig(Exception):
    """The request has more than ``MOST_BYTES``."""


def add(app: web.Application, token: str) -> None:
    """Gives the operator, who knows ``token``, their address; without a token there is none."""
    if token:
        app[_OPERATOR_TOKEN] = token
        app.router.add_post("/announcements", announce)


async def announce(request: web.Request) -> web.Response:
    """Says it, and answers in how many rooms, to how many connections."""
    if not _is_operator(request):
        return _refuse(401, "This needs the operator's token.", {"WWW-Authenticate": "Bearer"})
    try:
        announcement = read(await _body_of(request))
    except _TooBig:
        return _refuse(413, f"An announcement has at most {MOST_BYTES:,} bytes.")
    except InvalidAnnouncement as bad:
        return _refuse(400, str(bad))
    chat = request.app[CHAT]
    rooms = chat.announce(announcement.content, announcement.room)
    connections = sum(len(chat.rooms[name]) for name in rooms)
    _log.info("announce rooms=%d connections=%d", len(rooms), connections)
    return web.json_response({"rooms": len(rooms), "connections": connections})


def read(body: bytes) -> AnnouncementRequest:
    """What ``body`` asks for. Raises ``InvalidAnnouncement``."""
    try:
        fields = from_json(body.decode())
    except (UnicodeDecodeError, InvalidJson):
        raise InvalidAnnouncement('Send JSON in UTF-8, as in {"content": "Hello"}.') from None
    if not isinstance(fields, dict):
        raise InvalidAnnouncement('An announcement is a JSON object, as {"content": "Hello"}.')
    return AnnouncementRequest(_content_in(fields), _room_in(fields))


def _content_in(fields: Mapping[str, object]) -> str:
    content = fields.get("content")
    if not isinstance(content, str) or not can_be_sent(content):
        raise InvalidAnnouncement('"content" must be a text.')
    if not content or content.isspace():
        raise InvalidAnnouncement('"content" must not be blank.')
    if len(content) > MAX_TEXT:
        raise InvalidAnnouncement(f'"content" has at most {MAX_TEXT:,} characters.')
    return content


def _room_in(fields: Mapping[str, object]) -> str | None:
    """A room that is null is refused: what was meant for one must not be told to all."""
    if "room" not in fields:
        return None
    room = fields["room"]
    if not isinstance(room, str):
        raise InvalidAnnouncement('"room" must be the name of a room; leave it out to tell all.')
    try:
        return room_name(room)
    except InvalidName as bad:
        raise InvalidAnnouncement(str(bad)) from None


def _is_operator(request: web.Request) -> bool:
    """Takes as long for any token of the right length, lest it be guessed bit by bit."""
    scheme, _, token = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
    given = token.strip().encode("utf-8", "surrogateescape")
    is_same = hmac.compare_digest(given, request.app[_OPERATOR_TOKEN].encode())
    return is_same and scheme.lower() == "bearer"


async def _body_of(request: web.Request) -> bytes:
    """Raises ``_TooBig`` as soon as that is clear, and ``InvalidAnnouncement`` if it does not
    arrive
    whole."""
    if (request.content_length or 0) > MOST_BYTES:
        raise _TooBig
    body = bytearray()
    try:
        async for piece in request.content.iter_any():
            body += piece
            if len(body) > MOST_BYTES:
                raise _TooBig
    except web.RequestPayloadError:
        raise InvalidAnnouncement("The request's body cannot be read.") from None
    return bytes(body)


def _refuse(status: int, sentence: str, headers: Mapping[str, str] | None = None) -> web.Response:
    return web.json_response({"error": sentence}, status=status, headers=headers)
