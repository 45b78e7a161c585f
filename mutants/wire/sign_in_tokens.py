"""Faulty servers that ``features/wire/sign_in_tokens.feature`` must catch."""

from http import HTTPStatus

from aiohttp import hdrs, web

from mutants.patch import Patch
from mutants.registry import mutant
from server.auth import authenticate, expiry
from server.auth.authenticate import Identity
from server.web import connect_request as connect_requests
from server.web import echo


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


@mutant("The echo endpoint needs no token, so strangers can use up the server's connections.")
def echo_without_a_token(patch: Patch) -> None:
    sound = connect_requests.identity_of

    def identity(request: web.Request, secret: str) -> Identity | None:
        return None if request.path == "/echo" else sound(request, secret)

    patch.replace(connect_requests, "identity_of", identity)


@mutant("An echo connection outlives its token.")
def echo_outlives_the_token(patch: Patch) -> None:
    patch.replace(echo, "Expiry", lambda _at, _call: expiry.Expiry(2**31, lambda: None))
