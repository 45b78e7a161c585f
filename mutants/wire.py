"""Faulty servers that ``features/wire/`` must catch."""

import base64
import hashlib
import json
from collections.abc import Collection
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.encoding import Encode, encode_with
from mutants.seams.framing import frame_all_with
from mutants.seams.notices import announce_join
from server import asyncapi
from server.auth import authenticate
from server.auth.authenticate import Identity
from server.chat import service
from server.chat.client import Client
from server.chat.service import CHAT, ChatService
from server.config.settings import Settings
from server.core.clock import microseconds
from server.core.commands import Command, InvalidCommand, Join, SendMessage
from server.core.effects import CloseConnection, Effect, SendToOne
from server.core.events import ChatMessage, Event, Rejected, RejectionReason
from server.core.names import ANONYMOUS
from server.core.room import Room
from server.dialects import envelope, events
from server.dialects import json as server_json
from server.dialects.envelope import ENVELOPE
from server.dialects.events import EVENTS
from server.dialects.json import timestamp
from server.store.base import Store
from server.web import app, chat_endpoints, echo, static_files
from server.web.handshake_timeout import HandshakeTimeout
from server.ws import frame_reader, frames, handshake, origin
from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.frame_reader import FrameReader, _ProtocolError
from server.ws.frames import PING, Incoming
from server.ws.handler import (
    Action,
    BinaryMessage,
    HandlerMessage,
    TextMessage,
    continue_connection,
)
from server.ws.send_queue import ConnectionState


@mutant("The dialect that was asked for is spoken, but not agreed to in the handshake.")
def agreed_but_untold(patch: Patch) -> None:
    sound = handshake.check
    patch.replace(handshake, "check", lambda request, *_protocols: sound(request))


@mutant("A frame of exactly 125 bytes goes out with its length in the long form.")
def answer_of_125_bytes_garbled(patch: Patch) -> None:
    sound = frames.frame

    def frame(opcode: int, payload: bytes) -> bytes:
        if len(payload) == 125:
            return bytes((0x80 | opcode, 126)) + payload
        return sound(opcode, payload)

    frame_all_with(frame)


@mutant("A frame of exactly 126 bytes goes out with its length in the short form.")
def answer_of_126_bytes_garbled(patch: Patch) -> None:
    sound = frames.frame

    def frame(opcode: int, payload: bytes) -> bytes:
        if len(payload) == 126:
            return bytes((0x80 | opcode, 126)) + payload
        return sound(opcode, payload)

    frame_all_with(frame)


@mutant("A frame of exactly 65,536 bytes goes out with a length of 0.")
def answer_of_65536_bytes_garbled(patch: Patch) -> None:
    sound = frames.frame

    def frame(opcode: int, payload: bytes) -> bytes:
        if len(payload) == 65_536:
            return bytes((0x80 | opcode, 126, 0, 0)) + payload
        return sound(opcode, payload)

    frame_all_with(frame)


@mutant("Whoever joins may bear any name, however misleading.")
def any_name_joins(patch: Patch) -> None:
    patch.replace(service, "user_name", lambda raw: raw)


@mutant("Every version of the WebSocket protocol is accepted.")
def any_version_accepted(patch: Patch) -> None:
    sound = handshake.check

    def check(request: web.Request, protocols: tuple[str, ...] = ()) -> bytes:
        headers = request.headers.copy()
        headers[hdrs.SEC_WEBSOCKET_VERSION] = "13"
        return sound(request.clone(headers=headers), protocols)

    patch.replace(handshake, "check", check)


@mutant("Close codes from 3000 on are answered with 1000.")
def application_codes_not_echoed(patch: Patch) -> None:
    sound = Connection._answer_close

    def answer_close(self: Connection, code: int, reason: str) -> None:
        sound(self, code if code < 3000 else CloseCode.NORMAL, reason)

    patch.replace(Connection, "_answer_close", answer_close)


@mutant(
    "An arrival is announced before the handshake is checked, so also of those who are turned away."
)
def arrival_told_before_the_handshake_is_checked(patch: Patch) -> None:
    sound = handshake.check

    def check(request: web.Request, protocols: tuple[str, ...] = ()) -> bytes:
        try:
            return sound(request, protocols)
        except web.HTTPException:
            announce_join(request.app[CHAT], request.query.get("user", ""))
            raise

    patch.replace(handshake, "check", check)


@mutant("Bytes in an address that are no UTF-8 become replacement characters.")
def bad_utf8_in_addresses_replaced(patch: Patch) -> None:
    def query_of(request: web.Request) -> dict[str, str]:
        raw = request.raw_path.partition("?")[2]
        return dict(parse_qsl(raw, keep_blank_values=True, errors="replace"))

    patch.replace(chat_endpoints, "query_of", query_of)


@mutant("Binary data is ignored, also in events and envelopes.")
def binary_ignored(patch: Patch) -> None:
    sound = chat_endpoints.on_message

    def on_message(
        session: chat_endpoints.ClientSession,
        message: HandlerMessage,
        _connection: Connection,
        connect_request: chat_endpoints.ConnectRequest,
    ) -> Action[chat_endpoints.ClientSession]:
        if isinstance(message, BinaryMessage):
            return session.goes_on
        return sound(session, message, _connection, connect_request)

    patch.replace(chat_endpoints, "on_message", on_message)


@mutant("Binary data is read as if it were text, also in events and envelopes.")
def binary_read_as_text(patch: Patch) -> None:
    sound = chat_endpoints.on_message

    def on_message(
        session: chat_endpoints.ClientSession,
        message: HandlerMessage,
        _connection: Connection,
        connect_request: chat_endpoints.ConnectRequest,
    ) -> Action[chat_endpoints.ClientSession]:
        if isinstance(message, BinaryMessage):
            connect_request.chat.receive_all(
                session.client, [message.data.decode("utf-8", "replace")]
            )
            return session.goes_on
        return sound(session, message, _connection, connect_request)

    patch.replace(chat_endpoints, "on_message", on_message)


@mutant("A Close is answered with 1000, whatever code it bears.")
def close_always_answered_with_1000(patch: Patch) -> None:
    sound = Connection._answer_close

    def answer_close(self: Connection, code: int, reason: str) -> None:
        sound(self, CloseCode.NORMAL, reason)

    patch.replace(Connection, "_answer_close", answer_close)


@mutant("A Close is not answered; the line is just ended.")
def close_never_answered(patch: Patch) -> None:
    def answer_close(self: Connection, code: int, reason: str) -> None:
        self.send_queue.flush()
        self._enter(ConnectionState.CLOSED, code or CloseCode.NO_STATUS, reason)
        self._transport.close()

    patch.replace(Connection, "_answer_close", answer_close)


@mutant("A Connection header that lists more than the upgrade is not understood.")
def connection_header_compared_whole(patch: Patch) -> None:
    sound = handshake.check

    def check(request: web.Request, protocols: tuple[str, ...] = ()) -> bytes:
        if "," in request.headers.get(hdrs.CONNECTION, ""):
            raise handshake.UpgradeRequired("Connection: Upgrade is missing.")
        return sound(request, protocols)

    patch.replace(handshake, "check", check)


@mutant("Binary data comes back as text.")
def echo_binary_as_text(patch: Patch) -> None:
    sound = echo.on_message

    def on_message(
        _state: None, message: HandlerMessage, connection: Connection, _dependencies: None
    ) -> Action[None]:
        if isinstance(message, BinaryMessage):
            message = TextMessage(message.data.decode("latin-1"))
        return sound(None, message, connection, None)

    patch.replace(echo, "on_message", on_message)


@mutant("Only the first 65,535 bytes come back.")
def echo_cut_at_65535(patch: Patch) -> None:
    sound = echo.on_message

    def on_message(
        _state: None, message: HandlerMessage, connection: Connection, _dependencies: None
    ) -> Action[None]:
        match message:
            case TextMessage(text):
                message = TextMessage(text[:65_535])
            case BinaryMessage(data):
                message = BinaryMessage(data[:65_535])
        return sound(None, message, connection, None)

    patch.replace(echo, "on_message", on_message)


@mutant("Text comes back as binary data.")
def echo_text_as_binary(patch: Patch) -> None:
    sound = echo.on_message

    def on_message(
        _state: None, message: HandlerMessage, connection: Connection, _dependencies: None
    ) -> Action[None]:
        if isinstance(message, TextMessage):
            message = BinaryMessage(message.text.encode())
        return sound(None, message, connection, None)

    patch.replace(echo, "on_message", on_message)


@mutant("What is empty does not come back.")
def echo_without_the_empty(patch: Patch) -> None:
    sound = echo.on_message

    def on_message(
        _state: None, message: HandlerMessage, connection: Connection, _dependencies: None
    ) -> Action[None]:
        if message in (TextMessage(""), BinaryMessage(b"")):
            return continue_connection(None)
        return sound(None, message, connection, None)

    patch.replace(echo, "on_message", on_message)


@mutant("Whoever asks is upgraded, whatever the handshake says.")
def every_handshake_accepted(patch: Patch) -> None:
    sound = handshake.check

    def check(request: web.Request, protocols: tuple[str, ...] = ()) -> bytes:
        headers = request.headers.copy()
        headers[hdrs.UPGRADE], headers[hdrs.CONNECTION] = "websocket", "upgrade"
        headers[hdrs.SEC_WEBSOCKET_VERSION] = "13"
        headers.setdefault(hdrs.SEC_WEBSOCKET_KEY, base64.b64encode(bytes(16)).decode())
        return sound(request.clone(headers=headers), protocols)

    patch.replace(handshake, "check", check)


@mutant("Whatever is asked for and is not there, the page is sent, with 200.")
def everything_is_the_page(patch: Patch) -> None:
    sound = app.build

    @web.middleware
    async def or_the_page(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPNotFound:
            return await static_files.index(request)

    def build(settings: Settings, store: Store | None = None) -> web.Application:
        built = sound(settings, store)
        built.middlewares.append(or_the_page)
        return built

    patch.replace(app, "build", build)


@mutant("The biggest message that is allowed is refused.")
def frame_of_524288_bytes_refused(patch: Patch) -> None:
    sound = FrameReader.__init__
    patch.replace(FrameReader, "__init__", lambda self, limit: sound(self, limit - 1))


@mutant("When the house is full, people are told that they may not come in.")
def full_house_is_403(patch: Patch) -> None:
    patch.replace(
        handshake, "service_unavailable", lambda sentence: web.HTTPForbidden(text=sentence)
    )


@mutant("When the house is full, nobody is told when to come back.")
def full_house_without_retry_after(patch: Patch) -> None:
    patch.replace(
        handshake, "service_unavailable", lambda sentence: web.HTTPServiceUnavailable(text=sentence)
    )


@mutant("A server that goes away says that all is well.")
def going_away_unsaid(patch: Patch) -> None:
    async def health(request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    patch.replace(app, "health", health)


@mutant("A text with half a character is not refused with a sentence: its sender is thrown out.")
def half_a_character_sent_on(patch: Patch) -> None:
    patch.replace(server_json, "can_be_sent", lambda text: True)


@mutant("The server says how it is in words, not in JSON.")
def health_as_plain_text(patch: Patch) -> None:
    async def health(request: web.Request) -> web.Response:
        return web.Response(text="ok")

    patch.replace(app, "health", health)


@mutant("The server does not say how it is.")
def health_says_nothing(patch: Patch) -> None:
    async def health(request: web.Request) -> web.Response:
        return web.json_response({})

    patch.replace(app, "health", health)


@mutant("The ids of messages are shorter than the protocol says.")
def ids_of_15_digits(patch: Patch) -> None:
    sound = events._message

    def encoded(message: ChatMessage) -> bytes:
        sequence = b'"%d"' % message.sequence
        return sound(message).replace(sequence, b'"' + sequence[2:], 1)

    patch.replace(events, "_message", encoded)


@mutant("The answer to a handshake's key is in lower case.")
def key_answered_in_lower_case(patch: Patch) -> None:
    sound = handshake._accept
    patch.replace(handshake, "_accept", lambda request: sound(request).lower())


@mutant("The key of a handshake is sent back as it came.")
def key_answered_wrongly(patch: Patch) -> None:
    sound = handshake._accept
    patch.replace(
        handshake,
        "_accept",
        lambda request: sound(request) and request.headers[hdrs.SEC_WEBSOCKET_KEY],
    )


@mutant("A handshake without a proper key is accepted.")
def key_unchecked(patch: Patch) -> None:
    def accept(request: web.Request) -> str:
        key = request.headers.get(hdrs.SEC_WEBSOCKET_KEY, "")
        return base64.b64encode(hashlib.sha1(key.encode() + handshake._GUID).digest()).decode()

    patch.replace(handshake, "_accept", accept)


@mutant("A key that somebody has used before is taken for a replay and refused.")
def key_used_before_refused(patch: Patch) -> None:
    sound = handshake._accept
    used: dict[str, web.Request] = {}

    def accept(request: web.Request) -> str:
        key = request.headers.get(hdrs.SEC_WEBSOCKET_KEY, "")
        if used.setdefault(key, request) is not request:  # one handshake is looked at twice
            raise web.HTTPBadRequest(text="This key was used before.")
        return sound(request)

    patch.replace(handshake, "_accept", accept)


@mutant("Of several dialects that are offered the last is taken.")
def last_offer_taken(patch: Patch) -> None:

    def negotiate(request: web.Request, spoken: tuple[str, ...]) -> str | None:
        offered = ",".join(request.headers.getall(hdrs.SEC_WEBSOCKET_PROTOCOL, ()))
        names = [name.strip() for name in offered.split(",")]
        return next((name for name in reversed(names) if name in spoken), None)

    patch.replace(handshake, "negotiate", negotiate)


@mutant("The page may run scripts that stand in it.")
def lenient_content_security_policy(patch: Patch) -> None:
    sound = static_files.content_security_policy
    patch.replace(
        static_files,
        "content_security_policy",
        lambda host: sound(host).replace("script-src 'self'", "script-src 'unsafe-inline'"),
    )


@mutant("A Close is answered, but the line stays open and its bearer in the room.")
def line_kept_after_close(patch: Patch) -> None:
    def answer_close(self: Connection, code: int, reason: str) -> None:
        self.send_frame(frames.close_frame(code, reason))

    patch.replace(Connection, "_answer_close", answer_close)


@mutant("The page may load anything from anywhere.")
def no_content_security_policy(patch: Patch) -> None:
    async def index(request: web.Request) -> web.Response:
        return static_files._respond(request, "index.html")

    patch.replace(static_files, "index", index)


@mutant("Pages come without the headers that keep a browser from guessing and telling.")
def no_security_headers(patch: Patch) -> None:
    app._SECURITY_HEADERS.clear()


@mutant("Whoever says something that is not understood before they have joined is sent away.")
def nonsense_at_the_door_ends_the_line(patch: Patch) -> None:
    sound = ChatService._handle_before_join

    def admit(self: ChatService, client: Client, command: Command) -> list[Effect[Client]]:
        told = sound(self, client, command)
        return (
            [*told, CloseConnection(client, 1008)] if isinstance(command, InvalidCommand) else told
        )

    patch.replace(ChatService, "_handle_before_join", admit)


@mutant("Whoever sends something that is not understood is thrown out.")
def nonsense_ends_the_line(patch: Patch) -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        told = sound(self, member, command)
        return (
            [*told, CloseConnection(member, 1008)] if isinstance(command, InvalidCommand) else told
        )

    patch.replace(Room, "handle", handle)


@mutant(
    "Whoever has not joined is told what is wrong with their words, not that they must join first."
)
def nonsense_explained_at_the_door(patch: Patch) -> None:
    sound = ChatService._handle_before_join

    def admit(self: ChatService, client: Client, command: Command) -> list[Effect[Client]]:
        if isinstance(command, InvalidCommand):
            return [SendToOne(Rejected(command.why, command.sentence, microseconds()), client)]
        return sound(self, client, command)

    patch.replace(ChatService, "_handle_before_join", admit)


@mutant("A dialect is agreed to in whatever case it is offered.")
def offers_compared_without_case(patch: Patch) -> None:

    def negotiate(request: web.Request, spoken: tuple[str, ...]) -> str | None:
        offered = ",".join(request.headers.getall(hdrs.SEC_WEBSOCKET_PROTOCOL, ())).lower()
        return next((name for name in map(str.strip, offered.split(",")) if name in spoken), None)

    patch.replace(handshake, "negotiate", negotiate)


@mutant("Of several dialects that are offered only the first is looked at.")
def only_the_first_offer_read(patch: Patch) -> None:

    def negotiate(request: web.Request, spoken: tuple[str, ...]) -> str | None:
        offered = request.headers.get(hdrs.SEC_WEBSOCKET_PROTOCOL, "").partition(",")[0].strip()
        return offered if offered in spoken else None

    patch.replace(handshake, "negotiate", negotiate)


@mutant("Every browser is turned away, that of the chat's own page too.")
def origin_always_refused(patch: Patch) -> None:
    patch.replace(origin, "is_allowed", lambda origin, host, allowed=(): origin is None)


@mutant("Whoever is no browser, and so has no origin, may come in at one address alone.")
def origin_demanded(patch: Patch) -> None:
    sound = handshake.check

    def check(request: web.Request, protocols: tuple[str, ...] = ()) -> bytes:
        if hdrs.ORIGIN not in request.headers and request.path != "/chat":
            raise web.HTTPForbidden(text="Where do you come from?")
        return sound(request, protocols)

    patch.replace(handshake, "check", check)


@mutant("A page that came over HTTPS, through a proxy, is turned away.")
def origin_https_refused(patch: Patch) -> None:
    sound = origin.is_allowed
    patch.replace(
        origin,
        "is_allowed",
        lambda origin, host, allowed=(): (
            sound(origin, host, allowed) and not str(origin).startswith("https:")
        ),
    )


@mutant("A page may connect if its origin begins like this server's.")
def origin_matched_by_its_beginning(patch: Patch) -> None:
    patch.replace(
        origin,
        "is_allowed",
        lambda origin, host, allowed=(): (
            origin is None or origin.startswith((f"http://{host}", f"https://{host}"))
        ),
    )


@mutant("A page may connect if its origin ends like this server's.")
def origin_matched_by_its_end(patch: Patch) -> None:
    patch.replace(
        origin,
        "is_allowed",
        lambda origin, host, allowed=(): origin is None or origin.endswith(host),
    )


@mutant("A page of another port on this machine may connect.")
def origin_matched_without_port(patch: Patch) -> None:
    sound = origin.is_allowed

    def is_allowed(origin: str | None, host: str, allowed: Collection[str] = ()) -> bool:
        name = host.rpartition(":")[0]
        is_neighbour = origin is not None and origin.startswith(f"http://{name}:")
        return sound(origin, host, allowed) or (is_neighbour and "@" not in str(origin))

    patch.replace(origin, "is_allowed", is_allowed)


@mutant("A page without an origin of its own (null) may connect.")
def origin_null_allowed(patch: Patch) -> None:
    sound = origin.is_allowed
    patch.replace(
        origin,
        "is_allowed",
        lambda origin, host, allowed=(): sound(None if origin == "null" else origin, host, allowed),
    )


@mutant("Pages of any origin may connect.")
def origin_unchecked(patch: Patch) -> None:
    patch.replace(origin, "is_allowed", lambda origin, host, allowed=(): True)


@mutant("The page is served as plain text.")
def page_as_plain_text(patch: Patch) -> None:
    static_files._TYPES[".html"] = "text/plain"


@mutant("A path may lead out of the assets, to any file of this machine.")
def paths_lead_anywhere(patch: Patch) -> None:
    async def asset(request: web.Request) -> web.Response:
        path = Path(f"{static_files.FOLDER}/assets/{request.match_info['path']}").resolve()
        if not path.is_file():
            path = Path("/" + request.match_info["path"].lstrip("./"))
        if not path.is_file():
            raise web.HTTPNotFound
        kind = static_files._TYPES.get(path.suffix, "text/plain")
        return web.Response(body=path.read_bytes(), content_type=kind)

    patch.replace(static_files, "asset", asset)


@mutant("The frames of one message may each be as big as a whole message.")
def pieces_measured_one_by_one(patch: Patch) -> None:
    def check_size(self: FrameReader, size: int) -> None:
        if size > self._limit:
            raise _ProtocolError("too big", CloseCode.MESSAGE_TOO_BIG)

    patch.replace(FrameReader, "_check_size", check_size)


@mutant("A message may come in as many pieces as one likes.")
def pieces_without_number_accepted(patch: Patch) -> None:
    patch.replace(frame_reader, "MOST_FRAGMENTS", 10_000_000)


@mutant("A client's ping is not answered.")
def pings_not_answered(patch: Patch) -> None:
    sound = FrameReader._take

    def take(
        self: FrameReader, opcode: int, final: bool, payload: bytes, incoming: list[Incoming]
    ) -> None:
        if opcode != PING:
            sound(self, opcode, final, payload, incoming)

    patch.replace(FrameReader, "_take", take)


@mutant("A plus in an address is kept, though it stands for a space.")
def plus_kept(patch: Patch) -> None:
    sound = chat_endpoints.query_of

    def query_of(request: web.Request) -> dict[str, str]:
        raw = request.raw_path.partition("?")[2].replace("+", "%2B")
        return {**sound(request), **dict(parse_qsl(raw, keep_blank_values=True))}

    patch.replace(chat_endpoints, "query_of", query_of)


@mutant("A pong does not bear the payload of its ping.")
def pong_without_payload(patch: Patch) -> None:
    sound = frames.frame
    patch.replace(
        frames,
        "frame",
        lambda opcode, payload: sound(opcode, b"" if opcode == frames.PONG else payload),
    )


@mutant("A handshake by POST is accepted.")
def post_upgraded(patch: Patch) -> None:
    build, sound = app.build, handshake.check

    def with_post(settings: Settings, store: Store | None = None) -> web.Application:
        built = build(settings, store)
        built.router.add_post("/chat", chat_endpoints.chat)
        return built

    def check(request: web.Request, protocols: tuple[str, ...] = ()) -> bytes:
        return sound(request.clone(method=hdrs.METH_GET), protocols)

    patch.replace(app, "build", with_post)
    patch.replace(handshake, "check", check)


@mutant("The document of the protocol is served as plain text.")
def protocol_as_plain_text(patch: Patch) -> None:
    async def text(_request: web.Request) -> web.Response:
        return web.Response(body=asyncapi.as_json(), content_type="text/plain")

    patch.replace(app, "asyncapi", text)


@mutant("The document of the protocol is not there.")
def protocol_not_served(patch: Patch) -> None:
    async def nothing(_request: web.Request) -> web.Response:
        raise web.HTTPNotFound

    patch.replace(app, "asyncapi", nothing)


@mutant("The document of the protocol tells of one address only.")
def protocol_of_one_address(patch: Patch) -> None:
    async def some(_request: web.Request) -> web.Response:
        document = json.loads(asyncapi.as_json())
        document["channels"] = {"chat": document["channels"]["chat"]}
        return web.json_response(document)

    patch.replace(app, "asyncapi", some)


@mutant("In events a refusal is a bare text, as in envelopes.")
def refusal_as_bare_text_in_events(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            return event.sentence.encode() if isinstance(event, Rejected) else sound(event)

        return encode

    encode_with(bent, EVENTS)


@mutant("In envelopes a refusal is a JSON object, as in events.")
def refusal_as_object_in_envelopes(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            return events.encode(event) if isinstance(event, Rejected) else sound(event)

        return encode

    encode_with(bent, ENVELOPE)


@mutant("Whatever is refused in events, the code says that the message is bad.")
def refusals_all_alike(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, Rejected):
                event = Rejected(RejectionReason.BAD_MESSAGE, event.sentence, event.at)
            return sound(event)

        return encode

    encode_with(bent, EVENTS)


@mutant("A room that stands in the path may have any name.")
def room_in_the_path_unchecked(patch: Patch) -> None:
    sound = chat_endpoints._room_in

    def room_in(request: web.Request, query: dict[str, str]) -> str:
        return request.match_info.get("room") or sound(request, query)

    patch.replace(chat_endpoints, "_room_in", room_in)


@mutant("A room in the query goes before the one in the path.")
def room_in_the_query_goes_first(patch: Patch) -> None:
    sound = chat_endpoints._room_in

    def room_in(request: web.Request, query: dict[str, str]) -> str:
        return query.get("room") or sound(request, query)

    patch.replace(chat_endpoints, "_room_in", room_in)


@mutant("Whoever joins a second time is in under another name.")
def second_join_accepted(patch: Patch) -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        if isinstance(command, Join):
            return [*self.leave(member), *self.join(member, member.join_options(command.name))]
        return sound(self, member, command)

    patch.replace(Room, "handle", handle)


@mutant("Whoever joins a second time is not told that they are in already.")
def second_join_ignored(patch: Patch) -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        return [] if isinstance(command, Join) else sound(self, member, command)

    patch.replace(Room, "handle", handle)


@mutant("Whoever has no token is told so in plain words, which a program cannot read.")
def sign_in_refused_in_plain_words(patch: Patch) -> None:
    sound = chat_endpoints._identity

    def identity(request: web.Request, secret: str) -> Identity | None:
        try:
            return sound(request, secret)
        except web.HTTPUnauthorized:
            raise web.HTTPUnauthorized(
                text="Sign in first.", headers={hdrs.WWW_AUTHENTICATE: "Bearer"}
            ) from None

    patch.replace(chat_endpoints, "_identity", identity)


@mutant("Whoever has no token is told that they may not, instead of how they may.")
def sign_in_refused_with_403(patch: Patch) -> None:
    patch.replace(web.HTTPUnauthorized, "status_code", HTTPStatus.FORBIDDEN)


@mutant("Whoever has no token is not told in which way to sign in.")
def sign_in_without_the_way(patch: Patch) -> None:
    sound = chat_endpoints._identity

    def identity(request: web.Request, secret: str) -> Identity | None:
        try:
            return sound(request, secret)
        except web.HTTPUnauthorized as unauthorized:
            del unauthorized.headers[hdrs.WWW_AUTHENTICATE]
            raise

    patch.replace(chat_endpoints, "_identity", identity)


@mutant("A token is asked for at one of the addresses alone.")
def signed_in_at_one_address_only(patch: Patch) -> None:
    sound = chat_endpoints._identity

    def identity(request: web.Request, secret: str) -> Identity | None:
        return sound(request, secret) if request.path == "/chat" else None

    patch.replace(chat_endpoints, "_identity", identity)


@mutant("Whoever begins a handshake and does not end it may hold the line for ever.")
def slow_handshakes_waited_for(patch: Patch) -> None:
    patch.replace(HandshakeTimeout, "_look", lambda self: None)


@mutant("The time of a message is told to the second, where the protocol says microseconds.")
def times_to_the_second(patch: Patch) -> None:
    def to_the_second(at: int) -> str:
        return timestamp(at).partition(".")[0] + "Z"

    patch.replace(events, "timestamp", to_the_second)
    patch.replace(envelope, "timestamp", to_the_second)


@mutant("Where there are two tokens, the one in the address counts.")
def token_in_the_address_counts_first(patch: Patch) -> None:
    sound = authenticate._token

    def token(request: web.Request) -> str:
        return request.query.get("token") or sound(request)

    patch.replace(authenticate, "_token", token)


@mutant("A token in the address counts at one path alone.")
def token_in_the_address_of_one_path(patch: Patch) -> None:
    sound = authenticate._token

    def token(request: web.Request) -> str:
        is_counted = request.path == "/chat" or hdrs.AUTHORIZATION in request.headers
        return sound(request) if is_counted else ""

    patch.replace(authenticate, "_token", token)


@mutant("A token counts only if it stands in the address.")
def token_in_the_header_ignored(patch: Patch) -> None:
    def token(request: web.Request) -> str:
        return request.query.get("token", "")

    patch.replace(authenticate, "_token", token)


@mutant("The first dialect that is offered is agreed to, known or not.")
def unknown_offers_agreed_to(patch: Patch) -> None:

    def negotiate(request: web.Request, spoken: tuple[str, ...]) -> str | None:
        offered = ",".join(request.headers.getall(hdrs.SEC_WEBSOCKET_PROTOCOL, ()))
        return offered.partition(",")[0].strip() or None if spoken else None

    patch.replace(handshake, "negotiate", negotiate)


@mutant("A message of an unknown type is ignored, and its sender is not told.")
def unknown_types_ignored(patch: Patch) -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        match command:
            case InvalidCommand(RejectionReason.UNKNOWN_TYPE, _):
                return []
        return sound(self, member, command)

    patch.replace(Room, "handle", handle)


@mutant("The word websocket in a handshake is understood in lower case only.")
def upgrade_compared_by_case(patch: Patch) -> None:
    sound = handshake.check

    def check(request: web.Request, protocols: tuple[str, ...] = ()) -> bytes:
        if request.headers.get(hdrs.UPGRADE) not in (None, "websocket"):
            raise handshake.UpgradeRequired("Upgrade to websocket.")
        return sound(request, protocols)

    patch.replace(handshake, "check", check)


@mutant("Who comes without a proper Upgrade is told 400, not 426.")
def upgrade_required_is_400(patch: Patch) -> None:
    patch.replace(handshake.UpgradeRequired, "status_code", HTTPStatus.BAD_REQUEST)


@mutant("A 426 does not say what to upgrade to.")
def upgrade_required_without_headers(patch: Patch) -> None:
    def init(self: handshake.UpgradeRequired, text: str) -> None:
        web.HTTPClientError.__init__(self, text=text)

    patch.replace(handshake.UpgradeRequired, "__init__", init)


@mutant("Whoever speaks before they join is heard as a guest without a name.")
def words_before_join_heard(patch: Patch) -> None:
    sound = ChatService._handle_before_join

    def admit(self: ChatService, client: Client, command: Command) -> list[Effect[Any]]:
        if not isinstance(command, SendMessage):
            return sound(self, client, command)
        effects = self._join(client, ANONYMOUS)
        return [*effects, *(client.room.handle(client, command) if client.room else [])]

    patch.replace(ChatService, "_handle_before_join", admit)


@mutant("Whoever speaks before they join is not told that they must join first.")
def words_before_join_ignored(patch: Patch) -> None:
    sound = ChatService._handle_before_join

    def admit(self: ChatService, client: Client, command: Command) -> list[Effect[Any]]:
        return sound(self, client, command) if isinstance(command, Join | InvalidCommand) else []

    patch.replace(ChatService, "_handle_before_join", admit)
