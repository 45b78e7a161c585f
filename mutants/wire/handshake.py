"""Faulty servers that ``features/wire/handshake.feature`` must catch."""

import base64
import hashlib
from http import HTTPStatus
from urllib.parse import parse_qsl

from aiohttp import hdrs, web

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.admission import change_upgrade_request
from mutants.seams.notices import announce_join
from server.chat.service import CHAT
from server.config.settings import Settings
from server.store.base import Store
from server.web import app, chat_endpoints, host, pending_connection
from server.web import connect_request as connect_requests
from server.web.pending_connection import PendingConnection
from server.web.pending_registry import PendingRegistry
from server.ws import handshake


@mutant("Every version of the WebSocket protocol is accepted.")
def any_version_accepted(patch: Patch) -> None:
    def with_version_13(request: web.Request) -> web.Request:
        headers = request.headers.copy()
        headers[hdrs.SEC_WEBSOCKET_VERSION] = "13"
        return request.clone(headers=headers)

    change_upgrade_request(patch, with_version_13)


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


@mutant("A Connection header that lists more than the upgrade is rejected.")
def connection_header_compared_whole(patch: Patch) -> None:
    def compare(request: web.Request) -> web.Request:
        if "," in request.headers.get(hdrs.CONNECTION, ""):
            raise handshake.UpgradeRequired("Connection: Upgrade is missing.")
        return request

    change_upgrade_request(patch, compare)


@mutant("Every handshake is accepted, whatever its headers.")
def every_handshake_accepted(patch: Patch) -> None:
    def complete(request: web.Request) -> web.Request:
        headers = request.headers.copy()
        headers[hdrs.UPGRADE], headers[hdrs.CONNECTION] = "websocket", "upgrade"
        headers[hdrs.SEC_WEBSOCKET_VERSION] = "13"
        headers.setdefault(hdrs.SEC_WEBSOCKET_KEY, base64.b64encode(bytes(16)).decode())
        return request.clone(headers=headers)

    change_upgrade_request(patch, complete)


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


@mutant("A plus in a URL query is not decoded to a space.")
def plus_kept(patch: Patch) -> None:
    sound = connect_requests.query_of

    def query_of(request: web.Request) -> dict[str, str]:
        raw = request.raw_path.partition("?")[2].replace("+", "%2B")
        return {**sound(request), **dict(parse_qsl(raw, keep_blank_values=True))}

    patch.replace(connect_requests, "query_of", query_of)


@mutant("A handshake by POST is accepted.")
def post_upgraded(patch: Patch) -> None:
    build = app.build

    def with_post(settings: Settings, store: Store | None = None) -> web.Application:
        built = build(settings, store)
        built.router.add_post("/chat", chat_endpoints.chat)
        return built

    patch.replace(app, "build", with_post)
    change_upgrade_request(patch, lambda request: request.clone(method=hdrs.METH_GET))


@mutant("A room in the query overrides the room in the path.")
def room_in_the_query_goes_first(patch: Patch) -> None:
    sound = connect_requests.room_in

    def room_in(request: web.Request, query: dict[str, str]) -> str:
        return query.get("room") or sound(request, query)

    patch.replace(connect_requests, "room_in", room_in)


@mutant("A client may take forever over its handshake.")
def slow_handshakes_waited_for(patch: Patch) -> None:
    patch.replace(PendingRegistry, "poll", lambda self: None)


@mutant("A client may leave its answers unread for as long as it likes.")
def unread_answers_waited_for(patch: Patch) -> None:
    sound = PendingConnection.is_overdue

    def is_overdue(self: PendingConnection, now: float, timeout: float) -> bool:
        has_asked = self.requests is not None and self.requests.heads > 0
        return not has_asked and sound(self, now, timeout)

    patch.replace(PendingConnection, "is_overdue", is_overdue)


@mutant("The head of a request may be of any size.")
def heads_unlimited(patch: Patch) -> None:
    patch.replace(pending_connection, "MOST_HEAD", 2**30)


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


@mutant("Only the first Connection header of a handshake is read.")
def only_the_first_connection_header_read(patch: Patch) -> None:
    def first_only(request: web.Request) -> web.Request:
        headers = request.headers.copy()
        headers[hdrs.CONNECTION] = request.headers.get(hdrs.CONNECTION, "")
        return request.clone(headers=headers)

    change_upgrade_request(patch, first_only)


@mutant("An Upgrade header that lists another protocol, too, is rejected.")
def upgrade_header_compared_whole(patch: Patch) -> None:
    def compare(request: web.Request) -> web.Request:
        if "," in request.headers.get(hdrs.UPGRADE, ""):
            raise handshake.UpgradeRequired("Upgrade to websocket.")
        return request

    change_upgrade_request(patch, compare)


@mutant("Of two different keys, the first is answered.")
def second_key_ignored(patch: Patch) -> None:
    def first_only(request: web.Request) -> web.Request:
        headers = request.headers.copy()
        if hdrs.SEC_WEBSOCKET_KEY in headers:
            headers[hdrs.SEC_WEBSOCKET_KEY] = headers[hdrs.SEC_WEBSOCKET_KEY]
        return request.clone(headers=headers)

    change_upgrade_request(patch, first_only)


@mutant("A handshake with a body is accepted, and the body is read as frames.")
def body_read_as_frames(patch: Patch) -> None:
    patch.replace(handshake, "expect_no_body", lambda request: None)


@mutant("Requests for any host are answered, so a rebound page can chat in its visitor's name.")
def every_host_answered(patch: Patch) -> None:
    patch.replace(host, "is_allowed", lambda authority, allowed: True)


@mutant("Only requests for a host name are answered, not those for an IP address.")
def ip_addresses_rejected(patch: Patch) -> None:
    sound = host.is_allowed
    patch.replace(
        host,
        "is_allowed",
        lambda authority, allowed: authority[:1].isalpha() and sound(authority, allowed),
    )
