"""Faulty servers that check the Origin header of a handshake wrongly."""

from collections.abc import Collection

from aiohttp import hdrs, web

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.admission import change_upgrade_request
from server.ws import origin


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
