"""Faulty servers that ``features/wire/subprotocols.feature`` must catch."""

from urllib.parse import unquote

from aiohttp import hdrs, web

from mutants.patch import Patch
from mutants.registry import mutant
from server.core import names
from server.core.names import DEFAULT_ROOM
from server.dialects import envelope, events
from server.dialects.json import timestamp
from server.web import connect_request as connect_requests
from server.ws import handshake


@mutant("The handshake response does not name the negotiated dialect.")
def negotiated_but_not_named(patch: Patch) -> None:
    sound = handshake.check
    patch.replace(handshake, "check", lambda request, *_protocols: sound(request))


@mutant("The server picks the last of several offered dialects.")
def last_offer_taken(patch: Patch) -> None:
    def negotiate(request: web.Request, spoken: tuple[str, ...]) -> str | None:
        offered = ",".join(request.headers.getall(hdrs.SEC_WEBSOCKET_PROTOCOL, ()))
        names = [name.strip() for name in offered.split(",")]
        return next((name for name in reversed(names) if name in spoken), None)

    patch.replace(handshake, "negotiate", negotiate)


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


@mutant("A room name in the path is not validated.")
def room_in_the_path_unchecked(patch: Patch) -> None:
    sound = connect_requests.room_in

    def room_in(request: web.Request, query: dict[str, str]) -> str:
        return request.match_info.get("room") or sound(request, query)

    patch.replace(connect_requests, "room_in", room_in)


@mutant("Message times are in seconds instead of microseconds.")
def times_to_the_second(patch: Patch) -> None:
    def to_the_second(at: int) -> str:
        return timestamp(at).partition(".")[0] + "Z"

    patch.replace(events, "timestamp", to_the_second)
    patch.replace(envelope, "timestamp", to_the_second)


@mutant("The server agrees to the first offered dialect even if it does not know it.")
def unknown_offers_agreed_to(patch: Patch) -> None:
    def negotiate(request: web.Request, spoken: tuple[str, ...]) -> str | None:
        offered = ",".join(request.headers.getall(hdrs.SEC_WEBSOCKET_PROTOCOL, ()))
        return offered.partition(",")[0].strip() or None if spoken else None

    patch.replace(handshake, "negotiate", negotiate)


@mutant("The name of a room in a path is taken in lower case.")
def room_in_the_path_in_lower_case(patch: Patch) -> None:
    sound = connect_requests.room_in

    def room_in(request: web.Request, query: dict[str, str]) -> str:
        room = sound(request, query)
        return room.lower() if "room" in request.match_info else room

    patch.replace(connect_requests, "room_in", room_in)


@mutant("The name of a room in a query is taken in lower case.")
def room_in_the_query_in_lower_case(patch: Patch) -> None:
    sound = connect_requests.room_in

    def room_in(request: web.Request, query: dict[str, str]) -> str:
        room = sound(request, query)
        return room if "room" in request.match_info else room.lower()

    patch.replace(connect_requests, "room_in", room_in)


@mutant("A percent-encoded letter in a room's name is not decoded.")
def room_names_not_decoded(patch: Patch) -> None:
    def room_in(request: web.Request, query: dict[str, str]) -> str:
        path, _, raw = request.raw_path.partition("?")
        written = [part[5:] for part in raw.split("&") if part.startswith("room=")]
        names_room = path.startswith("/rooms/")
        found = path.removeprefix("/rooms/") if names_room else (*written, DEFAULT_ROOM)[0]
        if not names.ROOM.fullmatch(found):
            raise web.HTTPBadRequest(text="A room's name has 1 to 64 letters.")
        return found

    patch.replace(connect_requests, "room_in", room_in)


@mutant("Whatever is around the name of a room is cut off, and it is decoded twice.")
def room_names_cleaned(patch: Patch) -> None:
    sound = names.room_name

    def room_name(raw: str) -> str:
        kept = "".join(letter for letter in unquote(raw) if names.ROOM.fullmatch(letter))
        return sound(kept)

    patch.replace(names, "room_name", room_name)
