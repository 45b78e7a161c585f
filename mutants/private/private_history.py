"""Faulty servers that ``features/private/private_history.feature`` must catch."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from typing import Any

from aiohttp import web

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.admission import change_connect_request
from mutants.seams.encode import encode_with
from mutants.seams.sequencing import change_committed, change_query, everybody
from server.core import history_query
from server.core.effects import Effect, SendToOne, SendToSome
from server.core.events import ChatMessage, PrivateMessage, PublicMessage
from server.core.history_query import HistoryQuery
from server.core.name_index import NameIndex
from server.core.room import Room
from server.dialects.events import EVENTS
from server.web.connect_request import ConnectRequest, query_of


@mutant("A returning user does not receive the private messages they missed.")
def missed_ones_not_shown(patch: Patch) -> None:
    change_query(lambda query: query if query.after is None else replace(query, reader=None))


@mutant("A joining user receives the last private message of the room.")
def new_users_sent_the_last_one(patch: Patch) -> None:
    joined, send_private = Room.join, Room.send_private
    last: dict[int, PrivateMessage] = {}

    def keep(self: Room[Any], *rest: Any) -> list[Any]:
        found = send_private(self, *rest)
        for effect in found:
            match effect:
                case SendToSome(PrivateMessage() as private_message):
                    last[id(self)] = private_message
        return found

    def join(self: Room[Any], member: Any, join_options: Any) -> list[Any]:
        missed = [SendToOne(last[id(self)], member)] if id(self) in last else []
        return [*joined(self, member, join_options), *missed]

    patch.replace(Room, "join", join)
    patch.replace(Room, "send_private", keep)


@mutant("A private message comes back to its sender but never reaches the addressee.")
def not_sent_to_the_addressee(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToSome(PrivateMessage() as private_message):
                return SendToSome(private_message, (member,))
        return effect

    change_committed(change)


@mutant("A private message does not come back to its sender.")
def not_sent_to_the_sender(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToSome(PrivateMessage() as private_message, receivers):
                return SendToSome(
                    private_message, tuple(one for one in receivers if one is not member)
                )
        return effect

    change_committed(change)


@mutant("Private messages to a user who left and came back are rejected.")
def rejected_for_those_who_came_back(patch: Patch) -> None:
    add, remove = NameIndex.add, NameIndex.remove
    lost: set[str] = set()

    def remove_name(self: NameIndex[Any], member: Any, name: str) -> None:
        lost.add(name)
        remove(self, member, name)

    def add_name(self: NameIndex[Any], member: Any, name: str, accepts_private: bool) -> None:
        add(self, member, name, accepts_private and name not in lost)

    patch.replace(NameIndex, "add", add_name)
    patch.replace(NameIndex, "remove", remove_name)


@mutant("The history shows private messages to any user who takes the name, without a token.")
def shown_again_by_mere_name(patch: Patch) -> None:
    sound = Room.query

    def query(self: Room[Any], member: Any, **asked: int | None) -> HistoryQuery:
        return replace(sound(self, member, **asked), reader=self.members[member])

    patch.replace(Room, "query", query)


@mutant("The history shows private messages to everybody.")
def shown_again_to_all(patch: Patch) -> None:
    patch.replace(history_query, "is_for", lambda message, query: True)


@mutant(
    "With sign-in, the history shows private messages only to their addressee, not their sender."
)
def shown_again_to_the_addressee_alone(patch: Patch) -> None:
    patch.replace(
        history_query,
        "is_for",
        lambda message, query: (
            not isinstance(message, PrivateMessage) or query.reader == message.to
        ),
    )


@mutant(
    "With sign-in, the history shows private messages only to their sender, not their addressee."
)
def shown_again_to_the_sender_alone(patch: Patch) -> None:
    patch.replace(
        history_query,
        "is_for",
        lambda message, query: (
            not isinstance(message, PrivateMessage) or query.reader == message.name
        ),
    )


@mutant("With sign-in, the name in the URL decides which private messages the history shows.")
def shown_by_the_name_that_is_said(patch: Patch) -> None:
    def believe(request: web.Request, asked: ConnectRequest) -> ConnectRequest:
        stated = query_of(request).get("user")
        return replace(asked, name=stated) if asked.identity is not None and stated else asked

    change_connect_request(patch, believe)


@mutant("With sign-in, the history shows private messages to users whose names begin alike.")
def shown_to_names_that_begin_alike(patch: Patch) -> None:
    def is_for(message: ChatMessage, query: HistoryQuery) -> bool:
        if not isinstance(message, PrivateMessage):
            return True
        reader = (query.reader or "?").lower()
        two = message.name.lower(), message.to.lower()
        return any(one.startswith(reader) or reader.startswith(one) for one in two)

    patch.replace(history_query, "is_for", is_for)


@mutant("A returning user also receives the private messages of others that they missed.")
def shown_to_whoever_comes_back(patch: Patch) -> None:
    patch.replace(
        history_query,
        "is_for",
        lambda message, query: (
            not isinstance(message, PrivateMessage)
            or query.after is not None
            or query.reader in (message.name, message.to)
        ),
    )


@mutant("A private message is delivered as if it were public.")
def sent_as_if_to_all(patch: Patch) -> None:
    encode_with(
        lambda sound: (
            lambda event: sound(
                PublicMessage(event.name, event.text, event.sequence)
                if isinstance(event, PrivateMessage)
                else event
            )
        ),
        EVENTS,
    )


@mutant("A private message is sent to the whole room.")
def sent_to_all(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToSome(PrivateMessage() as private_message):
                return SendToSome(private_message, everybody(member))
        return effect

    change_committed(change)


@mutant("A private message comes back to its sender twice.")
def sent_twice_to_the_sender(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToSome(PrivateMessage() as private_message, receivers):
                return SendToSome(private_message, (*receivers, member))
        return effect

    change_committed(change)


@mutant("Hidden private messages count towards the fifty messages of a joining user's history.")
def count_in_the_history(patch: Patch) -> None:
    sound = history_query.between

    def between(newest_first: Iterable[Any], query: HistoryQuery) -> Iterable[Any]:
        return islice(sound(newest_first, query), query.limit)

    patch.replace(history_query, "between", between)
