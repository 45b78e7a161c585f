"""Faulty servers that ``features/wire/subprotocols.feature`` must catch."""

from aiohttp import hdrs, web

from mutants.patch import Patch
from mutants.registry import mutant
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
