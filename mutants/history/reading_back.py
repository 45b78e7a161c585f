"""Faulty servers that ``features/history/reading_back.feature`` must catch."""

from dataclasses import replace
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.sequencing import (
    CommitEffect,
    change_committed,
    change_history,
    change_query,
    commit_with,
    everybody,
)
from server.core.effects import Effect, SendHistory, SendToOne, SendToSome, Subscribe
from server.core.events import History, PublicMessage
from server.core.history_query import HistoryQuery
from server.core.room import Room
from server.core.rules import JoinOptions
from server.dialects import events_decode
from server.store.base import Store


@mutant("Joins appear in the history as messages.")
def joins_among_the_messages(patch: Patch) -> None:
    def bent(sound: CommitEffect) -> CommitEffect:
        def commit_effect(store: Store, room: str, member: Any, effect: Effect[Any]) -> Effect[Any]:
            if isinstance(effect, Subscribe):
                name = effect.joined.name
                store.append(room, PublicMessage(name, f"{name} joined the chat"))
            return sound(store, room, member, effect)

        return commit_effect

    commit_with(bent)


@mutant("A request for messages before a given one always returns the newest messages.")
def before_ignored(patch: Patch) -> None:
    change_query(lambda query: replace(query, before=None))


@mutant("A request for messages before a given one also returns that message.")
def before_is_inclusive(patch: Patch) -> None:
    change_query(lambda query: replace(query, before=query.before and query.before + 1))


_MOST = 500_000  # characters


@mutant("A history that is cut because of its size is marked complete.")
def big_answers_called_complete(patch: Patch) -> None:
    def cut(_query: HistoryQuery, past: History) -> History:
        messages = past.messages
        while sum(len(one.text) for one in messages) > _MOST:
            messages = messages[1:]
        is_cut = len(messages) < len(past.messages)
        return replace(past, messages=messages, is_complete=past.is_complete or is_cut)

    change_history(cut)


@mutant("The history is always empty.")
def empty_history(patch: Patch) -> None:
    change_history(lambda _query, past: replace(past, messages=()))


@mutant("Messages in the history have other ids than when they were delivered.")
def ids_of_its_own(patch: Patch) -> None:
    change_history(
        lambda _query, past: replace(
            past, messages=tuple(replace(one, sequence=one.sequence - 1) for one in past.messages)
        )
    )


@mutant("The last two messages of the history are swapped.")
def last_two_swapped(patch: Patch) -> None:
    def swapped(_query: HistoryQuery, past: History) -> History:
        messages = past.messages
        return replace(past, messages=(*messages[:-2], *messages[:-3:-1]))

    change_history(swapped)


@mutant("A history request returns fifty messages, whatever limit the client asked for.")
def limit_ignored(patch: Patch) -> None:
    change_query(lambda query: replace(query, limit=query.limit and 50))


@mutant("A joining user does not receive the history.")
def missing_for_new_users(patch: Patch) -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        effects = sound(self, member, join_options)
        return [d for d in effects if not isinstance(d, SendHistory)]

    patch.replace(Room, "join", join)


@mutant("The history is never marked complete.")
def never_complete(patch: Patch) -> None:
    change_history(lambda _query, past: replace(past, is_complete=False))


@mutant("The history lists the newest message first.")
def newest_first(patch: Patch) -> None:
    change_history(lambda _query, past: replace(past, messages=past.messages[::-1]))


@mutant("The newest message is missing from the history.")
def newest_message_missing(patch: Patch) -> None:
    change_history(lambda _query, past: replace(past, messages=past.messages[:-1]))


@mutant("A history request with a limit returns the oldest messages instead of the newest.")
def oldest_instead_of_newest(patch: Patch) -> None:
    limits: list[int | None] = []

    def unlimited(query: HistoryQuery) -> HistoryQuery:
        limits[:] = [query.limit]
        return replace(query, limit=None)

    change_query(unlimited)
    change_history(lambda _query, past: replace(past, messages=past.messages[: limits[0]]))


@mutant("A history request returns one message more than its limit.")
def one_more_than_asked_for(patch: Patch) -> None:
    change_query(lambda query: replace(query, limit=query.limit and query.limit + 1))


@mutant("A joining user receives their own join before the history.")
def own_join_first(patch: Patch) -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        effects = sound(self, member, join_options)
        return [*effects[-1:], *effects[:-1]]

    patch.replace(Room, "join", join)


@mutant("A history request without a limit returns thirty messages.")
def thirty_where_nothing_is_said(patch: Patch) -> None:
    patch.replace(events_decode, "USUALLY_ASKED", 30)


@mutant("The answer to a history request goes to the whole room.")
def sent_to_all(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(History() as past, client):
                return SendToSome(past, everybody(client))
        return effect

    change_committed(change)


@mutant("A joining user receives the history twice.")
def sent_twice(patch: Patch) -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        effects = sound(self, member, join_options)
        return effects if len(effects) < 4 else [*effects[:2], *effects[1:]]

    patch.replace(Room, "join", join)


@mutant("A joining user receives the welcome after the history.")
def welcome_after_the_history(patch: Patch) -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        effects = sound(self, member, join_options)
        return [*effects[1:2], *effects[:1], *effects[2:]]

    patch.replace(Room, "join", join)
