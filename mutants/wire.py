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
from mutants.seams.admission import change_upgrade_request
from mutants.seams.encode import Encode, encode_with
from mutants.seams.framing import frame_with
from mutants.seams.handlers import change_binary, change_echo
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
from server.web import app, chat_endpoints, static_files
from server.web import connect_request as connect_requests
from server.web.chat_endpoints import ClientSession
from server.web.connect_request import ConnectRequest
from server.web.handshake_timeout import HandshakeTimeout
from server.ws import frame_reader, frames, handshake, origin
from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.frame_reader import FrameError, FrameReader
from server.ws.frames import PING, Incoming
from server.ws.handler import (
    Action,
    BinaryMessage,
    HandlerMessage,
    TextMessage,
)
from server.ws.send_queue import ConnectionState


@mutant("The handshake response does not name the negotiated dialect.")
def negotiated_but_not_named(patch: Patch) -> None:
    sound = handshake.check
    patch.replace(handshake, "check", lambda request, *_protocols: sound(request))


@mutant("A frame of exactly 125 bytes is sent with its length in the long form.")
def answer_of_125_bytes_garbled(patch: Patch) -> None:
    sound = frames.frame

    def frame(opcode: int, payload: bytes) -> bytes:
        if len(payload) == 125:
            return bytes((0x80 | opcode, 126)) + payload
        return sound(opcode, payload)

    frame_with(frame)


@mutant("A frame of exactly 126 bytes is sent with its length in the short form.")
def answer_of_126_bytes_garbled(patch: Patch) -> None:
    sound = frames.frame

    def frame(opcode: int, payload: bytes) -> bytes:
        if len(payload) == 126:
            return bytes((0x80 | opcode, 126)) + payload
        return sound(opcode, payload)

    frame_with(frame)


@mutant("A frame of exactly 65,536 bytes is sent with a length of 0.")
def answer_of_65536_bytes_garbled(patch: Patch) -> None:
    sound = frames.frame

    def frame(opcode: int, payload: bytes) -> bytes:
        if len(payload) == 65_536:
            return bytes((0x80 | opcode, 126, 0, 0)) + payload
        return sound(opcode, payload)

    frame_with(frame)


@mutant("A join message may contain any name, even an invalid one.")
def any_name_joins(patch: Patch) -> None:
    patch.replace(service, "user_name", lambda raw: raw)


@mutant("Every version of the WebSocket protocol is accepted.")
def any_version_accepted(patch: Patch) -> None:
    def with_version_13(request: web.Request) -> web.Request:
        headers = request.headers.copy()
        headers[hdrs.SEC_WEBSOCKET_VERSION] = "13"
        return request.clone(headers=headers)

    change_upgrade_request(patch, with_version_13)


@mutant("Close codes from 3000 on are answered with 1000.")
def application_codes_not_echoed(patch: Patch) -> None:
    sound = Connection.answer_close

    def answer_close(self: Connection, code: int, reason: str) -> None:
        sound(self, code if code < 3000 else CloseCode.NORMAL, reason)

    patch.replace(Connection, "answer_close", answer_close)


@mutant("The join of a user is announced even if their handshake is rejected.")
def join_announced_before_the_handshake_is_checked(patch: Patch) -> None:
    sound = handshake.check

    def check(request: web.Request, protocols: tuple[str, ...] = ()) -> handshake.Handshake:
        try:
            return sound(request, protocols)
        except web.HTTPException:
            announce_join(request.app[CHAT], request.query.get("user", ""))
            raise

    patch.replace(handshake, "check", check)


@mutant("Invalid UTF-8 in a URL becomes replacement characters.")
def bad_utf8_in_addresses_replaced(patch: Patch) -> None:
    def query_of(request: web.Request) -> dict[str, str]:
        raw = request.raw_path.partition("?")[2]
        return dict(parse_qsl(raw, keep_blank_values=True, errors="replace"))

    patch.replace(connect_requests, "query_of", query_of)


@mutant("Binary messages are ignored in every dialect.")
def binary_ignored(patch: Patch) -> None:
    change_binary(patch, lambda session, _data, _asked: session.goes_on)


@mutant("Binary messages are read as text in every dialect.")
def binary_read_as_text(patch: Patch) -> None:
    def read(session: ClientSession, data: bytes, asked: ConnectRequest) -> Action[ClientSession]:
        asked.chat.receive_all(session.client, [data.decode("utf-8", "replace")])
        return session.goes_on

    change_binary(patch, read)


@mutant("Every Close frame is answered with 1000, whatever its code.")
def close_always_answered_with_1000(patch: Patch) -> None:
    sound = Connection.answer_close

    def answer_close(self: Connection, code: int, reason: str) -> None:
        sound(self, CloseCode.NORMAL, reason)

    patch.replace(Connection, "answer_close", answer_close)


@mutant("A Close frame is not answered; the connection just ends.")
def close_never_answered(patch: Patch) -> None:
    def answer_close(self: Connection, code: int, reason: str) -> None:
        self.send_queue.flush()
        self.enter_state(ConnectionState.CLOSED, code or CloseCode.NO_STATUS, reason)
        self.transport.close()

    patch.replace(Connection, "answer_close", answer_close)


@mutant("A Connection header that lists more than the upgrade is rejected.")
def connection_header_compared_whole(patch: Patch) -> None:
    def compare(request: web.Request) -> web.Request:
        if "," in request.headers.get(hdrs.CONNECTION, ""):
            raise handshake.UpgradeRequired("Connection: Upgrade is missing.")
        return request

    change_upgrade_request(patch, compare)


@mutant("The echo endpoint returns binary data as text.")
def echo_binary_as_text(patch: Patch) -> None:
    def as_text(message: HandlerMessage) -> HandlerMessage:
        if isinstance(message, BinaryMessage):
            return TextMessage(message.data.decode("latin-1"))
        return message

    change_echo(patch, as_text)


@mutant("The echo endpoint returns only the first 65,535 bytes or characters.")
def echo_cut_at_65535(patch: Patch) -> None:
    def cut(message: HandlerMessage) -> HandlerMessage:
        match message:
            case TextMessage(text):
                return TextMessage(text[:65_535])
            case BinaryMessage(data):
                return BinaryMessage(data[:65_535])
            case _:
                return message

    change_echo(patch, cut)


@mutant("The echo endpoint returns text as binary data.")
def echo_text_as_binary(patch: Patch) -> None:
    def as_binary(message: HandlerMessage) -> HandlerMessage:
        if isinstance(message, TextMessage):
            return BinaryMessage(message.text.encode())
        return message

    change_echo(patch, as_binary)


@mutant("The echo endpoint does not return empty messages.")
def echo_without_the_empty(patch: Patch) -> None:
    empty = (TextMessage(""), BinaryMessage(b""))
    change_echo(patch, lambda message: None if message in empty else message)


@mutant("Every handshake is accepted, whatever its headers.")
def every_handshake_accepted(patch: Patch) -> None:
    def complete(request: web.Request) -> web.Request:
        headers = request.headers.copy()
        headers[hdrs.UPGRADE], headers[hdrs.CONNECTION] = "websocket", "upgrade"
        headers[hdrs.SEC_WEBSOCKET_VERSION] = "13"
        headers.setdefault(hdrs.SEC_WEBSOCKET_KEY, base64.b64encode(bytes(16)).decode())
        return request.clone(headers=headers)

    change_upgrade_request(patch, complete)


@mutant("Unknown paths return the page with 200 instead of 404.")
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


@mutant("The largest permitted message is rejected.")
def frame_of_524288_bytes_rejected(patch: Patch) -> None:
    sound = FrameReader.__init__
    patch.replace(FrameReader, "__init__", lambda self, limit: sound(self, limit - 1))


@mutant("The connection limit is reported as 403 instead of 503.")
def full_server_is_403(patch: Patch) -> None:
    patch.replace(
        handshake, "service_unavailable", lambda sentence: web.HTTPForbidden(text=sentence)
    )


@mutant("The connection limit is reported without a Retry-After header.")
def full_server_without_retry_after(patch: Patch) -> None:
    patch.replace(
        handshake, "service_unavailable", lambda sentence: web.HTTPServiceUnavailable(text=sentence)
    )


@mutant("The health check still reports ok during shutdown.")
def going_away_unsaid(patch: Patch) -> None:
    async def health(request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    patch.replace(app, "health", health)


@mutant(
    "A message with half a surrogate pair closes its sender's connection instead of being rejected."
)
def half_a_character_sent_on(patch: Patch) -> None:
    patch.replace(server_json, "can_be_sent", lambda text: True)


@mutant("The health check answers in plain text instead of JSON.")
def health_as_plain_text(patch: Patch) -> None:
    async def health(request: web.Request) -> web.Response:
        return web.Response(text="ok")

    patch.replace(app, "health", health)


@mutant("The health check does not report a status.")
def health_says_nothing(patch: Patch) -> None:
    async def health(request: web.Request) -> web.Response:
        return web.json_response({})

    patch.replace(app, "health", health)


@mutant("Message ids are shorter than the protocol says.")
def ids_of_15_digits(patch: Patch) -> None:
    sound = events.message_fields

    def encoded(message: ChatMessage) -> bytes:
        sequence = b'"%d"' % message.sequence
        return sound(message).replace(sequence, b'"' + sequence[2:], 1)

    patch.replace(events, "message_fields", encoded)


@mutant("The accept key of the handshake is in lower case.")
def key_answered_in_lower_case(patch: Patch) -> None:
    sound = handshake.accept_key
    patch.replace(handshake, "accept_key", lambda request: sound(request).lower())


@mutant("The handshake returns the client's key unchanged.")
def key_answered_wrongly(patch: Patch) -> None:
    sound = handshake.accept_key
    patch.replace(
        handshake,
        "accept_key",
        lambda request: sound(request) and request.headers[hdrs.SEC_WEBSOCKET_KEY],
    )


@mutant("A handshake without a valid key is accepted.")
def key_unchecked(patch: Patch) -> None:
    def accept(request: web.Request) -> str:
        key = request.headers.get(hdrs.SEC_WEBSOCKET_KEY, "")
        return base64.b64encode(hashlib.sha1(key.encode() + handshake.GUID).digest()).decode()

    patch.replace(handshake, "accept_key", accept)


@mutant("A handshake that reuses an earlier key is rejected.")
def key_used_before_rejected(patch: Patch) -> None:
    sound = handshake.accept_key
    used: dict[str, web.Request] = {}

    def accept(request: web.Request) -> str:
        key = request.headers.get(hdrs.SEC_WEBSOCKET_KEY, "")
        if used.setdefault(key, request) is not request:  # each handshake is checked twice
            raise web.HTTPBadRequest(text="This key was used before.")
        return sound(request)

    patch.replace(handshake, "accept_key", accept)


@mutant("The server picks the last of several offered dialects.")
def last_offer_taken(patch: Patch) -> None:
    def negotiate(request: web.Request, spoken: tuple[str, ...]) -> str | None:
        offered = ",".join(request.headers.getall(hdrs.SEC_WEBSOCKET_PROTOCOL, ()))
        names = [name.strip() for name in offered.split(",")]
        return next((name for name in reversed(names) if name in spoken), None)

    patch.replace(handshake, "negotiate", negotiate)


@mutant("The content security policy permits inline scripts.")
def lenient_content_security_policy(patch: Patch) -> None:
    sound = static_files.content_security_policy
    patch.replace(
        static_files,
        "content_security_policy",
        lambda host: sound(host).replace("script-src 'self'", "script-src 'unsafe-inline'"),
    )


@mutant("A Close frame is answered, but the connection stays open and its user in the room.")
def tcp_connection_kept_after_close(patch: Patch) -> None:
    def answer_close(self: Connection, code: int, reason: str) -> None:
        self.send_frame(frames.close_frame(code, reason))

    patch.replace(Connection, "answer_close", answer_close)


@mutant("The page has no content security policy.")
def no_content_security_policy(patch: Patch) -> None:
    async def index(request: web.Request) -> web.Response:
        return static_files.respond(request, "index.html")

    patch.replace(static_files, "index", index)


@mutant("HTTP responses lack the security headers.")
def no_security_headers(patch: Patch) -> None:
    app.SECURITY_HEADERS.clear()


@mutant("An invalid message before the join closes the connection.")
def invalid_message_before_joining_ends_the_connection(patch: Patch) -> None:
    sound = ChatService.handle_before_join

    def handle_before_join(
        self: ChatService, client: Client, command: Command
    ) -> list[Effect[Client]]:
        effects = sound(self, client, command)
        return (
            [*effects, CloseConnection(client, 1008)]
            if isinstance(command, InvalidCommand)
            else effects
        )

    patch.replace(ChatService, "handle_before_join", handle_before_join)


@mutant("An invalid message closes the connection.")
def invalid_message_ends_the_connection(patch: Patch) -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        effects = sound(self, member, command)
        return (
            [*effects, CloseConnection(member, 1008)]
            if isinstance(command, InvalidCommand)
            else effects
        )

    patch.replace(Room, "handle", handle)


@mutant("The rejection of an invalid message before the join does not say to join first.")
def invalid_message_explained_before_joining(patch: Patch) -> None:
    sound = ChatService.handle_before_join

    def handle_before_join(
        self: ChatService, client: Client, command: Command
    ) -> list[Effect[Client]]:
        if isinstance(command, InvalidCommand):
            return [SendToOne(Rejected(command.why, command.sentence, microseconds()), client)]
        return sound(self, client, command)

    patch.replace(ChatService, "handle_before_join", handle_before_join)


@mutant("Offered dialects are matched regardless of case.")
def offers_compared_without_case(patch: Patch) -> None:
    def negotiate(request: web.Request, spoken: tuple[str, ...]) -> str | None:
        offered = ",".join(request.headers.getall(hdrs.SEC_WEBSOCKET_PROTOCOL, ())).lower()
        return next((name for name in map(str.strip, offered.split(",")) if name in spoken), None)

    patch.replace(handshake, "negotiate", negotiate)


@mutant("The server considers only the first of several offered dialects.")
def only_the_first_offer_read(patch: Patch) -> None:
    def negotiate(request: web.Request, spoken: tuple[str, ...]) -> str | None:
        offered = request.headers.get(hdrs.SEC_WEBSOCKET_PROTOCOL, "").partition(",")[0].strip()
        return offered if offered in spoken else None

    patch.replace(handshake, "negotiate", negotiate)


@mutant("Every browser is rejected, even from the chat's own page.")
def origin_always_rejected(patch: Patch) -> None:
    patch.replace(origin, "is_allowed", lambda origin, host, allowed=(): origin is None)


@mutant("Clients without an Origin header are accepted at one endpoint only.")
def origin_demanded(patch: Patch) -> None:
    def demand(request: web.Request) -> web.Request:
        if hdrs.ORIGIN not in request.headers and request.path != "/chat":
            raise web.HTTPForbidden(text="Where do you come from?")
        return request

    change_upgrade_request(patch, demand)


@mutant("A page loaded over HTTPS through a proxy cannot connect.")
def origin_https_rejected(patch: Patch) -> None:
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


@mutant("A page from another port of the same host may connect.")
def origin_matched_without_port(patch: Patch) -> None:
    sound = origin.is_allowed

    def is_allowed(origin: str | None, host: str, allowed: Collection[str] = ()) -> bool:
        name = host.rpartition(":")[0]
        is_neighbour = origin is not None and origin.startswith(f"http://{name}:")
        return sound(origin, host, allowed) or (is_neighbour and "@" not in str(origin))

    patch.replace(origin, "is_allowed", is_allowed)


@mutant("A page with a null origin may connect.")
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
    static_files.CONTENT_TYPES[".html"] = "text/plain"


@mutant("Asset paths can reach any file on the server's machine.")
def paths_lead_anywhere(patch: Patch) -> None:
    async def asset(request: web.Request) -> web.Response:
        path = Path(f"{static_files.FOLDER}/assets/{request.match_info['path']}").resolve()
        if not path.is_file():
            path = Path("/" + request.match_info["path"].lstrip("./"))
        if not path.is_file():
            raise web.HTTPNotFound
        kind = static_files.CONTENT_TYPES.get(path.suffix, "text/plain")
        return web.Response(body=path.read_bytes(), content_type=kind)

    patch.replace(static_files, "asset", asset)


@mutant("The message size limit applies to each fragment instead of the whole message.")
def pieces_measured_one_by_one(patch: Patch) -> None:
    def check_size(self: FrameReader, size: int) -> None:
        if size > self.limit:
            raise FrameError("too big", CloseCode.MESSAGE_TOO_BIG)

    patch.replace(FrameReader, "check_size", check_size)


@mutant("A message may have any number of fragments.")
def pieces_without_number_accepted(patch: Patch) -> None:
    patch.replace(frame_reader, "MOST_FRAGMENTS", 10_000_000)


@mutant("Client pings are not answered.")
def pings_not_answered(patch: Patch) -> None:
    sound = FrameReader.take_frame

    def take(
        self: FrameReader, opcode: int, final: bool, payload: bytes, incoming: list[Incoming]
    ) -> None:
        if opcode != PING:
            sound(self, opcode, final, payload, incoming)

    patch.replace(FrameReader, "take_frame", take)


@mutant("A plus in a URL query is not decoded to a space.")
def plus_kept(patch: Patch) -> None:
    sound = connect_requests.query_of

    def query_of(request: web.Request) -> dict[str, str]:
        raw = request.raw_path.partition("?")[2].replace("+", "%2B")
        return {**sound(request), **dict(parse_qsl(raw, keep_blank_values=True))}

    patch.replace(connect_requests, "query_of", query_of)


@mutant("A pong does not carry the payload of its ping.")
def pong_without_payload(patch: Patch) -> None:
    sound = frames.frame
    patch.replace(
        frames,
        "frame",
        lambda opcode, payload: sound(opcode, b"" if opcode == frames.PONG else payload),
    )


@mutant("A handshake by POST is accepted.")
def post_upgraded(patch: Patch) -> None:
    build = app.build

    def with_post(settings: Settings, store: Store | None = None) -> web.Application:
        built = build(settings, store)
        built.router.add_post("/chat", chat_endpoints.chat)
        return built

    patch.replace(app, "build", with_post)
    change_upgrade_request(patch, lambda request: request.clone(method=hdrs.METH_GET))


@mutant("The AsyncAPI document is served as plain text.")
def protocol_as_plain_text(patch: Patch) -> None:
    async def text(_request: web.Request) -> web.Response:
        return web.Response(body=asyncapi.as_json(), content_type="text/plain")

    patch.replace(app, "asyncapi", text)


@mutant("The AsyncAPI document is missing.")
def protocol_not_served(patch: Patch) -> None:
    async def nothing(_request: web.Request) -> web.Response:
        raise web.HTTPNotFound

    patch.replace(app, "asyncapi", nothing)


@mutant("The AsyncAPI document describes one endpoint only.")
def protocol_of_one_address(patch: Patch) -> None:
    async def some(_request: web.Request) -> web.Response:
        document = json.loads(asyncapi.as_json())
        document["channels"] = {"chat": document["channels"]["chat"]}
        return web.json_response(document)

    patch.replace(app, "asyncapi", some)


@mutant("The events dialect sends rejections as bare text instead of JSON.")
def rejection_as_bare_text_in_events(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            return event.sentence.encode() if isinstance(event, Rejected) else sound(event)

        return encode

    encode_with(bent, EVENTS)


@mutant("The envelope dialect sends rejections as JSON objects instead of bare text.")
def rejection_as_object_in_envelopes(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            return events.encode(event) if isinstance(event, Rejected) else sound(event)

        return encode

    encode_with(bent, ENVELOPE)


@mutant("Every rejection in the events dialect has the code for an invalid message.")
def rejections_all_alike(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, Rejected):
                event = Rejected(RejectionReason.BAD_MESSAGE, event.sentence, event.at)
            return sound(event)

        return encode

    encode_with(bent, EVENTS)


@mutant("A room name in the path is not validated.")
def room_in_the_path_unchecked(patch: Patch) -> None:
    sound = connect_requests.room_in

    def room_in(request: web.Request, query: dict[str, str]) -> str:
        return request.match_info.get("room") or sound(request, query)

    patch.replace(connect_requests, "room_in", room_in)


@mutant("A room in the query overrides the room in the path.")
def room_in_the_query_goes_first(patch: Patch) -> None:
    sound = connect_requests.room_in

    def room_in(request: web.Request, query: dict[str, str]) -> str:
        return query.get("room") or sound(request, query)

    patch.replace(connect_requests, "room_in", room_in)


@mutant("A second join message changes the user's name.")
def second_join_accepted(patch: Patch) -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        if isinstance(command, Join):
            return [*self.leave(member), *self.join(member, member.join_options(command.name))]
        return sound(self, member, command)

    patch.replace(Room, "handle", handle)


@mutant("A second join message is ignored without a rejection.")
def second_join_ignored(patch: Patch) -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        return [] if isinstance(command, Join) else sound(self, member, command)

    patch.replace(Room, "handle", handle)


@mutant("A missing token is reported in plain text instead of JSON.")
def sign_in_rejected_with_plain_text(patch: Patch) -> None:
    sound = connect_requests.identity_of

    def identity(request: web.Request, secret: str) -> Identity | None:
        try:
            return sound(request, secret)
        except web.HTTPUnauthorized:
            raise web.HTTPUnauthorized(
                text="Sign in first.", headers={hdrs.WWW_AUTHENTICATE: "Bearer"}
            ) from None

    patch.replace(connect_requests, "identity_of", identity)


@mutant("A missing token is reported as 403 instead of 401.")
def sign_in_rejected_with_403(patch: Patch) -> None:
    patch.replace(web.HTTPUnauthorized, "status_code", HTTPStatus.FORBIDDEN)


@mutant("A missing token is reported without a WWW-Authenticate header.")
def sign_in_without_the_way(patch: Patch) -> None:
    sound = connect_requests.identity_of

    def identity(request: web.Request, secret: str) -> Identity | None:
        try:
            return sound(request, secret)
        except web.HTTPUnauthorized as unauthorized:
            del unauthorized.headers[hdrs.WWW_AUTHENTICATE]
            raise

    patch.replace(connect_requests, "identity_of", identity)


@mutant("A token is required at one endpoint only.")
def signed_in_at_one_address_only(patch: Patch) -> None:
    sound = connect_requests.identity_of

    def identity(request: web.Request, secret: str) -> Identity | None:
        return sound(request, secret) if request.path == "/chat" else None

    patch.replace(connect_requests, "identity_of", identity)


@mutant("A client may take forever over its handshake.")
def slow_handshakes_waited_for(patch: Patch) -> None:
    patch.replace(HandshakeTimeout, "poll", lambda self: None)


@mutant("Message times are in seconds instead of microseconds.")
def times_to_the_second(patch: Patch) -> None:
    def to_the_second(at: int) -> str:
        return timestamp(at).partition(".")[0] + "Z"

    patch.replace(events, "timestamp", to_the_second)
    patch.replace(envelope, "timestamp", to_the_second)


@mutant("A token in the URL takes precedence over one in the header.")
def token_in_the_address_counts_first(patch: Patch) -> None:
    sound = authenticate.token_in

    def token(request: web.Request) -> str:
        return request.query.get("token") or sound(request)

    patch.replace(authenticate, "token_in", token)


@mutant("A token in the URL is accepted at one endpoint only.")
def token_in_the_address_of_one_path(patch: Patch) -> None:
    sound = authenticate.token_in

    def token(request: web.Request) -> str:
        is_counted = request.path == "/chat" or hdrs.AUTHORIZATION in request.headers
        return sound(request) if is_counted else ""

    patch.replace(authenticate, "token_in", token)


@mutant("A token in the Authorization header is ignored.")
def token_in_the_header_ignored(patch: Patch) -> None:
    def token(request: web.Request) -> str:
        return request.query.get("token", "")

    patch.replace(authenticate, "token_in", token)


@mutant("The server agrees to the first offered dialect even if it does not know it.")
def unknown_offers_agreed_to(patch: Patch) -> None:
    def negotiate(request: web.Request, spoken: tuple[str, ...]) -> str | None:
        offered = ",".join(request.headers.getall(hdrs.SEC_WEBSOCKET_PROTOCOL, ()))
        return offered.partition(",")[0].strip() or None if spoken else None

    patch.replace(handshake, "negotiate", negotiate)


@mutant("A message of an unknown type is ignored without a rejection.")
def unknown_types_ignored(patch: Patch) -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        match command:
            case InvalidCommand(RejectionReason.UNKNOWN_TYPE, _):
                return []
        return sound(self, member, command)

    patch.replace(Room, "handle", handle)


@mutant("The Upgrade header is accepted in lower case only.")
def upgrade_compared_by_case(patch: Patch) -> None:
    def compare(request: web.Request) -> web.Request:
        if request.headers.get(hdrs.UPGRADE) not in (None, "websocket"):
            raise handshake.UpgradeRequired("Upgrade to websocket.")
        return request

    change_upgrade_request(patch, compare)


@mutant("A missing or wrong Upgrade header is reported as 400 instead of 426.")
def upgrade_required_is_400(patch: Patch) -> None:
    patch.replace(handshake.UpgradeRequired, "status_code", HTTPStatus.BAD_REQUEST)


@mutant("A 426 response lacks the Upgrade header.")
def upgrade_required_without_headers(patch: Patch) -> None:
    def init(self: handshake.UpgradeRequired, text: str) -> None:
        web.HTTPClientError.__init__(self, text=text)

    patch.replace(handshake.UpgradeRequired, "__init__", init)


@mutant("A message before the join is accepted under the default name.")
def texts_before_join_received(patch: Patch) -> None:
    sound = ChatService.handle_before_join

    def handle_before_join(
        self: ChatService, client: Client, command: Command
    ) -> list[Effect[Any]]:
        if not isinstance(command, SendMessage):
            return sound(self, client, command)
        effects = self.join(client, ANONYMOUS)
        return [*effects, *(client.room.handle(client, command) if client.room else [])]

    patch.replace(ChatService, "handle_before_join", handle_before_join)


@mutant("A message before the join is ignored without a rejection.")
def texts_before_join_ignored(patch: Patch) -> None:
    sound = ChatService.handle_before_join

    def handle_before_join(
        self: ChatService, client: Client, command: Command
    ) -> list[Effect[Any]]:
        return sound(self, client, command) if isinstance(command, Join | InvalidCommand) else []

    patch.replace(ChatService, "handle_before_join", handle_before_join)
