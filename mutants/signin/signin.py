"""Faulty servers that ``features/signin/signin.feature`` must catch."""

import base64
import hashlib
import hmac
import logging
from collections.abc import Mapping
from dataclasses import replace

import jwt
from aiohttp import hdrs, web

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.admission import change_connect_request
from mutants.seams.sequencing import change_query
from server.auth import authenticate, jwt_codec
from server.auth.authenticate import Identity
from server.chat.client import Client
from server.chat.service import ChatService
from server.core.commands import Command, Join
from server.core.effects import Effect
from server.core.names import ANONYMOUS
from server.web import chat_endpoints
from server.web import connect_request as connect_requests
from server.web.connect_request import ConnectRequest, query_of
from server.ws.upgrade import CONNECTIONS


@mutant("A token is accepted before its not-before time.")
def early_tokens_accepted(patch: Patch) -> None:
    sound = authenticate.time_in
    patch.replace(
        authenticate,
        "time_in",
        lambda claims, claim: None if claim == "nbf" else sound(claims, claim),
    )


@mutant("A token signed with an empty secret is accepted.")
def empty_secret_accepted(patch: Patch) -> None:
    sound = jwt_codec.claims

    def claims(token: str, secret: str) -> Mapping[str, object]:
        signed, _, signature = token.rpartition(".")
        digest = hmac.new(b"", signed.encode(), hashlib.sha256).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != signature:
            return sound(token, secret)
        found: Mapping[str, object] = jwt.decode(token, options={"verify_signature": False})
        return found

    patch.replace(jwt_codec, "claims", claims)


@mutant("A token without an expiry time is rejected.")
def endless_tokens_rejected(patch: Patch) -> None:
    sound = jwt_codec.claims

    def claims(token: str, secret: str) -> Mapping[str, object]:
        found = sound(token, secret)
        if "exp" not in found:
            raise jwt_codec.InvalidToken("The token must run out.")
        return found

    patch.replace(jwt_codec, "claims", claims)


@mutant("Every token is rejected, even a valid one.")
def every_token_rejected(patch: Patch) -> None:
    def claims(token: str, secret: str) -> dict[str, object]:
        raise jwt_codec.InvalidToken("The token was signed with another secret.")

    patch.replace(jwt_codec, "claims", claims)


@mutant("A token is accepted without its signature being checked.")
def forged_tokens_accepted(patch: Patch) -> None:
    def claims(token: str, secret: str) -> Mapping[str, object]:
        try:
            unproven: Mapping[str, object] = jwt.decode(token, options={"verify_signature": False})
        except jwt.PyJWTError:
            raise jwt_codec.InvalidToken("This is no token.") from None
        return unproven

    patch.replace(jwt_codec, "claims", claims)


@mutant("A token may prove any name, even an invalid one.")
def improper_names_accepted(patch: Patch) -> None:
    sound = authenticate.name_in

    def name(claims: Mapping[str, object]) -> str:
        return str(claims["sub"]).strip() or ANONYMOUS if "sub" in claims else sound(claims)

    patch.replace(authenticate, "name_in", name)


@mutant("A connection stays open after its token expires.")
def connection_outlives_the_token(patch: Patch) -> None:
    patch.replace(chat_endpoints, "sign_out", lambda connection: None)


@mutant("A user with a malformed token is admitted without a name.")
def malformed_tokens_admit_nameless_users(patch: Patch) -> None:
    sound = jwt_codec.claims

    def claims(token: str, secret: str) -> Mapping[str, object]:
        try:
            return sound(token, secret)
        except jwt_codec.InvalidToken as bad:
            if "malformed" not in str(bad):
                raise
            return {"sub": ANONYMOUS}

    patch.replace(jwt_codec, "claims", claims)


@mutant("A user whose token contains no name is admitted without a name.")
def nameless_tokens_accepted(patch: Patch) -> None:
    sound = authenticate.name_in

    def name(claims: Mapping[str, object]) -> str:
        return sound({"sub": ANONYMOUS, **claims})

    patch.replace(authenticate, "name_in", name)


@mutant("A token whose expiry time is not a number never expires.")
def odd_times_taken_for_never(patch: Patch) -> None:
    sound = authenticate.time_in

    def time(claims: Mapping[str, object], claim: str) -> float | None:
        return sound(claims, claim) if isinstance(claims.get(claim), int | float) else None

    patch.replace(authenticate, "time_in", time)


@mutant("While one user is signed in, no other user can sign in.")
def one_at_a_time(patch: Patch) -> None:
    sound = connect_requests.identity_of

    def identity(request: web.Request, secret: str) -> Identity | None:
        if secret and len(request.app[CONNECTIONS]):
            raise web.HTTPUnauthorized(text="Wait for your turn.")
        return sound(request, secret)

    patch.replace(connect_requests, "identity_of", identity)


@mutant("A token signed with an algorithm other than the configured one is accepted.")
def other_algorithms_accepted(patch: Patch) -> None:
    sound = jwt_codec.claims

    def claims(token: str, secret: str) -> Mapping[str, object]:
        try:
            found: Mapping[str, object] = jwt.decode(token, secret, algorithms=["HS384", "HS512"])
        except jwt.PyJWTError:
            return sound(token, secret)
        return found

    patch.replace(jwt_codec, "claims", claims)


@mutant("With sign-in, the history shows private messages not even to sender and addressee.")
def private_messages_shown_to_nobody(patch: Patch) -> None:
    change_query(lambda query: replace(query, reader=None))


@mutant("A connection whose token expires is closed with the normal close code (1000).")
def run_out_closed_with_1000(patch: Patch) -> None:
    patch.replace(chat_endpoints, "sign_out", lambda connection: connection.close(1000))


@mutant("An expired token is accepted.")
def run_out_tokens_accepted(patch: Patch) -> None:
    sound = authenticate.identity

    def identity(token: str, secret: str, now: float) -> Identity:
        return replace(sound(token, secret, 0.0), expires=None)

    patch.replace(authenticate, "identity", identity)


@mutant("The name in the URL overrides the name that the token proves.")
def said_name_counts(patch: Patch) -> None:
    def believe(request: web.Request, asked: ConnectRequest) -> ConnectRequest:
        stated = query_of(request).get("user")
        return replace(asked, name=stated) if asked.name and stated else asked

    change_connect_request(patch, believe)


@mutant("The name in a join message overrides the name that the token proves.")
def said_name_joins(patch: Patch) -> None:
    sound = ChatService.handle_before_join

    def handle_before_join(
        self: ChatService, client: Client, command: Command
    ) -> list[Effect[Client]]:
        if isinstance(command, Join):
            client.name = command.name
        return sound(self, client, command)

    patch.replace(ChatService, "handle_before_join", handle_before_join)


@mutant("A token whose signature was cut off is accepted.")
def signature_cut_off_accepted(patch: Patch) -> None:
    sound = jwt_codec.claims

    def claims(token: str, secret: str) -> Mapping[str, object]:
        if token.endswith("."):
            cut: Mapping[str, object] = jwt.decode(token, options={"verify_signature": False})
            return cut
        return sound(token, secret)

    patch.replace(jwt_codec, "claims", claims)


@mutant("The text of messages is written to the log.")
def texts_in_the_log(patch: Patch) -> None:
    sound = ChatService.receive_all

    def receive_all(self: ChatService, client: Client, texts: list[str]) -> None:
        for text in texts:
            logging.getLogger("chat").warning("text room=%s %s", client.room_name, text)
        sound(self, client, texts)

    patch.replace(ChatService, "receive_all", receive_all)


@mutant("The tokens of connecting users are written to the log.")
def token_in_the_log(patch: Patch) -> None:
    sound = connect_requests.identity_of

    def identity(request: web.Request, secret: str) -> Identity | None:
        shown = request.headers.get(hdrs.AUTHORIZATION, "")
        logging.getLogger("chat").error("sign-in path=%s token=%s", request.raw_path, shown)
        return sound(request, secret)

    patch.replace(connect_requests, "identity_of", identity)


@mutant("A user without a token is admitted under the name they state.")
def tokenless_let_in(patch: Patch) -> None:
    sound = connect_requests.identity_of

    def identity(request: web.Request, secret: str) -> Identity | None:
        has_token = hdrs.AUTHORIZATION in request.headers or "token" in request.query
        return sound(request, secret) if has_token else None

    patch.replace(connect_requests, "identity_of", identity)


@mutant("An unsigned token is accepted if its algorithm is none.")
def unsigned_tokens_accepted(patch: Patch) -> None:
    sound = jwt_codec.claims

    def claims(token: str, secret: str) -> Mapping[str, object]:
        try:
            if str(jwt.get_unverified_header(token).get("alg")).lower() == "none":
                unsigned: Mapping[str, object] = jwt.decode(
                    token, options={"verify_signature": False}
                )
                return unsigned
        except jwt.PyJWTError:
            pass
        return sound(token, secret)

    patch.replace(jwt_codec, "claims", claims)
