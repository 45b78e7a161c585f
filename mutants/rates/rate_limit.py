"""Faulty servers that ``features/rates/rate_limit.feature`` must catch."""

from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.sequencing import change_committed, everybody
from server.chat.client import Client
from server.chat.service import ChatService
from server.core import rate_limit
from server.core.commands import (
    Command,
    InvalidCommand,
    Leave,
    ListUsers,
    PingRequest,
    SendMessage,
    SendPrivateMessage,
)
from server.core.effects import CloseConnection, Effect, SendToOne, SendToSome
from server.core.events import Rejected, RejectionReason
from server.core.rate_limit import Rate, RejectionStreak, TokenBucket
from server.core.rate_limiter import RateLimiter, RateLimits
from server.ws.close_codes import CloseCode


@mutant("Binary messages do not count towards the rate limit.")
def binary_is_free(patch: Patch) -> None:
    patch.replace(ChatService, "receive_binary", lambda self, client: None)


@mutant("A client may ping the server as often as it likes.")
def pings_are_unlimited(patch: Patch) -> None:
    sound = RateLimiter.rejection

    def refusal(self: RateLimiter, command: Command, at: int) -> Rejected | None:
        return None if isinstance(command, PingRequest) else sound(self, command, at)

    patch.replace(RateLimiter, "rejection", refusal)


@mutant("Messages rejected as blank do not count towards the rate limit.")
def blank_texts_are_free(patch: Patch) -> None:
    sound = RateLimiter.rejection

    def refusal(self: RateLimiter, command: Command, at: int) -> Rejected | None:
        if isinstance(command, SendMessage) and not command.text.strip():
            return None
        return sound(self, command, at)

    patch.replace(RateLimiter, "rejection", refusal)


@mutant("Messages that are rejected by the rate limit count towards it and prolong the wait.")
def each_try_prolongs_the_wait(patch: Patch) -> None:
    sound = TokenBucket.take

    def take(self: TokenBucket, now: float) -> float:
        wait = sound(self, now)
        if wait:
            self.full_at += self.interval
        return wait

    patch.replace(TokenBucket, "take", take)


@mutant("A connection closed for persistent flooding gets the normal close code (1000).")
def flood_closed_with_1000(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case CloseConnection(client, CloseCode.POLICY_VIOLATION):
                return CloseConnection(client, CloseCode.NORMAL)
        return effect

    change_committed(change)


@mutant("A user who keeps exceeding the rate limit is never disconnected.")
def flood_never_shown_out(patch: Patch) -> None:
    patch.replace(RejectionStreak, "refuse", lambda self, now: False)


@mutant("Ten rejections in total close a connection even if messages were accepted in between.")
def received_in_between_does_not_count(patch: Patch) -> None:
    patch.replace(RejectionStreak, "let_through", lambda self: None)


@mutant("A user over the rate limit cannot leave the room.")
def leaving_counts(patch: Patch) -> None:
    sound = RateLimiter.rejection

    def refusal(self: RateLimiter, command: Command, at: int) -> Rejected | None:
        return sound(self, ListUsers() if isinstance(command, Leave) else command, at)

    patch.replace(RateLimiter, "rejection", refusal)


@mutant("Messages are never rejected, however fast they are sent.")
def nobody_rejected(patch: Patch) -> None:
    patch.replace(TokenBucket, "take", lambda self, now: 0.0)


@mutant("Invalid messages do not count towards the rate limit.")
def invalid_message_is_free(patch: Patch) -> None:
    sound = RateLimiter.rejection

    def refusal(self: RateLimiter, command: Command, at: int) -> Rejected | None:
        if isinstance(command, InvalidCommand):
            return None
        return sound(self, command, at)

    patch.replace(RateLimiter, "rejection", refusal)


@mutant("All users share one rate limit, so one flooding user blocks everybody.")
def one_limit_for_all(patch: Patch) -> None:
    sound = RateLimiter.__init__
    shared: list[TokenBucket] = []

    def begin(self: RateLimiter, limits: RateLimits, sender: str) -> None:
        sound(self, limits, sender)
        shared.append(self.bucket)
        self.bucket = shared[0]

    patch.replace(RateLimiter, "__init__", begin)


@mutant("The burst limit is one message lower than configured.")
def one_too_few_at_once(patch: Patch) -> None:
    sound = TokenBucket.__init__

    def init(self: TokenBucket, rate: Rate, now: float) -> None:
        sound(self, rate, now)
        self.time_to_fill -= self.interval

    patch.replace(TokenBucket, "__init__", init)


@mutant("The burst limit is one message higher than configured.")
def one_too_many_at_once(patch: Patch) -> None:
    sound = TokenBucket.__init__

    def begin(self: TokenBucket, rate: Rate, now: float) -> None:
        sound(self, rate, now)
        self.time_to_fill += self.interval

    patch.replace(TokenBucket, "__init__", begin)


@mutant("Ten rejections in total close a connection, however long the user pauses in between.")
def pause_does_not_count(patch: Patch) -> None:
    patch.replace(rate_limit, "PAUSE", 3600.0)


@mutant("Private messages do not count towards the rate limit.")
def private_messages_are_free(patch: Patch) -> None:
    sound = RateLimiter.rejection

    def refusal(self: RateLimiter, command: Command, at: int) -> Rejected | None:
        if isinstance(command, SendPrivateMessage):
            return None
        return sound(self, command, at)

    patch.replace(RateLimiter, "rejection", refusal)


@mutant("A rate limit rejection is sent to the whole room.")
def rejection_sent_to_all(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(Rejected(RejectionReason.RATE_LIMITED) as rejected, client):
                return SendToSome(rejected, everybody(client))
        return effect

    change_committed(change)


@mutant("A message rejected by the rate limit is delivered all the same.")
def rejected_but_received(patch: Patch) -> None:
    sound = ChatService.receive

    def receive(self: ChatService, client: Client, text: str) -> Command | None:
        command = sound(self, client, text)
        if command is None:
            decode = client.dialect.decode
            self.handle(client, SendMessage(text) if decode is None else decode(text))
        return command

    patch.replace(ChatService, "receive", receive)


@mutant("A user who exceeds the rate limit once can never send again.")
def rejected_for_ever(patch: Patch) -> None:
    sound = TokenBucket.take

    def take(self: TokenBucket, now: float) -> float:
        wait = sound(self, now)
        if wait:
            self.full_at = float("inf")
        return wait

    patch.replace(TokenBucket, "take", take)


@mutant("A message over the rate limit is dropped without a rejection.")
def rejected_silently(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(Rejected(RejectionReason.RATE_LIMITED) as rejected, _):
                return SendToSome(rejected, ())
        return effect

    change_committed(change)


@mutant("A user is disconnected at the first rate limit rejection.")
def shown_out_at_once(patch: Patch) -> None:
    patch.replace(RejectionStreak, "refuse", lambda self, now: True)


@mutant("Ping requests count towards the rate limit for messages.")
def signs_of_life_count(patch: Patch) -> None:
    sound = RateLimiter.rejection

    def refusal(self: RateLimiter, command: Command, at: int) -> Rejected | None:
        return sound(self, ListUsers() if isinstance(command, PingRequest) else command, at)

    patch.replace(RateLimiter, "rejection", refusal)


@mutant("The retry time in a rate limit rejection is too early.")
def asked_to_wait_too_briefly(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(Rejected(RejectionReason.RATE_LIMITED, _, at), client):
                sentence = "Rate limit exceeded: try again in 0.0 s."
                return SendToOne(Rejected(RejectionReason.RATE_LIMITED, sentence, at), client)
        return effect

    change_committed(change)


@mutant("A rate limit rejection does not say when the user may send again.")
def wait_not_stated(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(Rejected(RejectionReason.RATE_LIMITED, _, at), client):
                return SendToOne(
                    Rejected(RejectionReason.RATE_LIMITED, "Rate limit exceeded.", at), client
                )
        return effect

    change_committed(change)
