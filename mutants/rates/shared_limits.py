"""Faulty servers that ``features/rates/shared_limits.feature`` must catch."""

import itertools

from aiohttp import web

from mutants.patch import Patch
from mutants.registry import mutant
from server.auth.authenticate import Identity
from server.core.commands import Command, Join
from server.core.events import Rejected
from server.core.rate_limit import Rate
from server.core.rate_limiter import RateLimiter, RateLimits
from server.core.shared_buckets import SharedBuckets
from server.web import client_address, connect_request
from server.web.connect_request import AdmissionPolicy, ConnectRequest

_UNLIMITED = Rate(1_000_000, 1.0)


@mutant("Each connection may say as much as if it were the only one from its address.")
def connections_share_nothing(patch: Patch) -> None:
    sound = RateLimits.__init__

    def init(self: RateLimits, rate: Rate, shared: Rate) -> None:
        sound(self, rate, shared)
        self.messages = SharedBuckets(_UNLIMITED)

    patch.replace(RateLimits, "__init__", init)


@mutant("Each connection of a user who proved their name has a rate limit of its own only.")
def connections_of_a_name_share_nothing(patch: Patch) -> None:
    sound, numbers = connect_request.sender_of, itertools.count(1)

    def sender_of(request: web.Request, policy: AdmissionPolicy, identity: Identity | None) -> str:
        sender = sound(request, policy, identity)
        return sender if identity is None else f"{sender} {next(numbers)}"

    patch.replace(connect_request, "sender_of", sender_of)


@mutant("Users with different names share the rate limit of their address, although signed in.")
def names_share_the_limit_of_their_address(patch: Patch) -> None:
    sound = connect_request.sender_of

    def sender_of(request: web.Request, policy: AdmissionPolicy, identity: Identity | None) -> str:
        return sound(request, policy, None)

    patch.replace(connect_request, "sender_of", sender_of)


@mutant("All clients behind a proxy share one rate limit, although the proxy is trusted.")
def proxy_not_believed(patch: Patch) -> None:
    patch.replace(client_address, "sender_address", lambda request, trusted: request.remote)


@mutant("A message that exceeds the limit of its connection takes a token from its address.")
def rejected_message_takes_a_token(patch: Patch) -> None:
    sound = RateLimiter.rejection

    def rejection(self: RateLimiter, command: Command, at: int) -> Rejected | None:
        rejected = sound(self, command, at)
        if rejected is not None:
            self.limits.messages.take(self.sender, self.limits.clock())
        return rejected

    patch.replace(RateLimiter, "rejection", rejection)


@mutant("A user may connect as often as they like.")
def handshakes_join_without_limit(patch: Patch) -> None:
    patch.replace(RateLimits, "join", lambda self, sender: 0.0)


@mutant("A user may join with a message as often as they like.")
def join_messages_are_unlimited(patch: Patch) -> None:
    sound = RateLimiter.rejection

    def rejection(self: RateLimiter, command: Command, at: int) -> Rejected | None:
        return None if isinstance(command, Join) else sound(self, command, at)

    patch.replace(RateLimiter, "rejection", rejection)


@mutant("A user who joins too often is not told when to come back.")
def retry_after_not_stated(patch: Patch) -> None:
    sound = connect_request.expect_join_in_time

    def expect_join_in_time(request: web.Request, wanted: ConnectRequest) -> None:
        try:
            sound(request, wanted)
        except web.HTTPTooManyRequests as answer:
            del answer.headers["Retry-After"]
            raise

    patch.replace(connect_request, "expect_join_in_time", expect_join_in_time)


@mutant("Joins take tokens that a user needs for messages.")
def joins_count_as_messages(patch: Patch) -> None:
    sound = RateLimits.join

    def join(self: RateLimits, sender: str) -> float:
        self.messages.take(sender, self.clock())
        return sound(self, sender)

    patch.replace(RateLimits, "join", join)
