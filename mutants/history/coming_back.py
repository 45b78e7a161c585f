"""Faulty servers that ``features/history/coming_back.feature`` must catch."""

import sys
from dataclasses import replace
from operator import attrgetter
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.delivery import Apply, deliver_with
from mutants.seams.encode import Encode, encode_with
from mutants.seams.sequencing import (
    CommitEffect,
    change_committed,
    change_history,
    change_query,
    commit_with,
)
from server.chat import commit
from server.chat.service import ChatService
from server.core import rules
from server.core.clock import microseconds
from server.core.effects import Effect, SendToOne, Subscribe, Unsubscribe
from server.core.events import Event, History, PublicMessage
from server.core.history_query import HistoryQuery
from server.core.room import Room
from server.core.rules import JoinOptions
from server.dialects.events import EVENTS
from server.store import memory
from server.store.base import Store
from server.store.memory import MemoryStore


@mutant("The history is always marked complete, even when messages are missing.")
def always_complete(patch: Patch) -> None:
    change_history(lambda _query, past: replace(past, is_complete=True))


@mutant("A returning user does not receive what the user said on another connection meanwhile.")
def own_messages_missing_after_since(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(History() as past, client) if client.since is not None:
                others = tuple(one for one in past.messages if one.name != client.name)
                return SendToOne(replace(past, messages=others), client)
        return effect

    change_committed(change)


@mutant("The size of the history is not limited.")
def bytes_without_a_limit(patch: Patch) -> None:
    sound = MemoryStore.tidy

    def tidy(self: MemoryStore) -> None:
        self.most_bytes = sys.maxsize
        sound(self)

    patch.replace(MemoryStore, "tidy", tidy)


@mutant("A full history forgets the oldest messages of all rooms alike.")
def full_history_unfair(patch: Patch) -> None:
    patch.replace(memory, "fair_level", lambda _sizes, _most: 0)


@mutant("A history that is full forgets its oldest messages silently.")
def full_history_silent(patch: Patch) -> None:
    sound = MemoryStore.drop_oldest

    def drop_oldest(self: MemoryStore, log: Any, count: int) -> None:
        lost = log.lost
        sound(self, log, count)
        if len(log.kept) < self.limit:
            log.lost = lost

    patch.replace(MemoryStore, "drop_oldest", drop_oldest)


@mutant("Leaves appear in the history as messages.")
def leaves_among_the_messages(patch: Patch) -> None:
    def bent(sound: CommitEffect) -> CommitEffect:
        def commit_effect(store: Store, room: str, member: Any, effect: Effect[Any]) -> Effect[Any]:
            if isinstance(effect, Unsubscribe):
                name = effect.left.name
                store.append(room, PublicMessage(name, f"{name} left the chat"))
            return sound(store, room, member, effect)

        return commit_effect

    commit_with(bent)


@mutant("The history of a room is deleted silently when its last user leaves.")
def gone_with_the_last_person(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        sound(room, effect)
        if isinstance(effect, Unsubscribe) and not effect.left.count:
            forgetful: Any = chat.sequencer.store
            forgetful.logs.pop(room, None)

    deliver_with(patch, apply)


@mutant("All rooms share one history limit, so a busy room displaces messages of others.")
def limit_for_all_rooms_together(patch: Patch) -> None:
    sound = MemoryStore.tidy

    def tidy(self: MemoryStore) -> None:
        sound(self)
        shelves = self.logs.values()
        surplus = sum(len(log.kept) for log in shelves) - self.limit
        for log in shelves:
            count = max(0, min(surplus, len(log.kept)))
            self.drop_oldest(log, count)
            surplus -= count

    patch.replace(MemoryStore, "tidy", tidy)


@mutant("A joining user receives the last message of the history again as a live one.")
def live_overlaps(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        sound(room, effect)
        if isinstance(effect, Subscribe) and effect.member.dialect.is_extended:
            for said in chat.sequencer.store.read_history(room, HistoryQuery(limit=1)).messages:
                chat.delivery.send_to((effect.member,), said)

    deliver_with(patch, apply)


@mutant("A joining user receives the last 49 messages, one too few.")
def new_user_shown_49(patch: Patch) -> None:
    patch.replace(rules, "NEWEST", 49)


@mutant("A joining user receives the last 51 messages, one too many.")
def new_user_shown_51(patch: Patch) -> None:
    patch.replace(rules, "NEWEST", 51)


@mutant("The history of a room also contains the messages of other rooms.")
def of_all_rooms(patch: Patch) -> None:
    sound = commit.read_history

    def select_history(store: Any, room: str, query: HistoryQuery) -> History:
        past = [sound(store, name, query) for name in {*store.logs, room}]
        messages = sorted(
            (one for each in past for one in each.messages), key=attrgetter("sequence")
        )
        return History(tuple(messages), all(each.is_complete for each in past))

    patch.replace(commit, "read_history", select_history)


@mutant("A user receives the history of another room.")
def of_another_room(patch: Patch) -> None:
    sound = commit.read_history

    def select_history(store: Any, room: str, query: HistoryQuery) -> History:
        others = [name for name in store.logs if name != room]
        return sound(store, others[-1] if others else room, query)

    patch.replace(commit, "read_history", select_history)


@mutant("The history of each room keeps one message less than configured.")
def one_less_kept(patch: Patch) -> None:
    sound = MemoryStore.__init__

    def init(self: MemoryStore, limit: int, *rest: Any, **named: Any) -> None:
        sound(self, limit - 1, *rest, **named)

    patch.replace(MemoryStore, "__init__", init)


@mutant("A history that lacks a single message is still marked complete.")
def one_lost_message_unnoticed(patch: Patch) -> None:
    sound = MemoryStore.drop_oldest

    def drop_oldest(self: MemoryStore, log: Any, count: int) -> None:
        last = list(log.kept)[max(0, count - 2) : max(0, count)]
        sound(self, log, count)
        if count > 1:
            log.lost = last[0].sequence

    patch.replace(MemoryStore, "drop_oldest", drop_oldest)


@mutant("A returning user receives at most fifty of the messages they missed.")
def since_gives_fifty_at_most(patch: Patch) -> None:
    change_query(lambda query: replace(query, limit=query.limit or 50))


@mutant(
    "Users who join are not told the newest id of the room, and cannot come back to a silent one."
)
def newest_id_not_told(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            return sound(replace(event, newest=None) if isinstance(event, History) else event)

        return encode

    encode_with(bent, EVENTS)


@mutant("A user who returns to a room that was silent receives the last fifty messages only.")
def silent_rooms_answered_briefly(patch: Patch) -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        return sound(self, member, replace(join_options, since=join_options.since or None))

    patch.replace(Room, "join", join)


@mutant("A returning user receives the last fifty messages, including those already received.")
def since_ignored(patch: Patch) -> None:
    change_query(lambda query: replace(query, after=None, limit=query.limit or 50))


@mutant("A returning user receives the last message they already have once more.")
def since_is_inclusive(patch: Patch) -> None:
    change_query(lambda query: replace(query, after=query.after and query.after - 1))


@mutant("A returning user does not receive the first message they missed.")
def since_misses_one(patch: Patch) -> None:
    change_history(
        lambda query, past: replace(past, messages=past.messages[1:]) if query.after else past
    )


_MOMENT = 3_000  # microseconds


@mutant("A joining user receives the latest messages again as live messages.")
def the_last_moment_sent_again(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        sound(room, effect)
        if isinstance(effect, Subscribe) and effect.member.dialect.is_extended:
            recent = HistoryQuery(after=microseconds() - _MOMENT)
            for said in chat.sequencer.store.read_history(room, recent).messages:
                chat.delivery.send_to((effect.member,), said)

    deliver_with(patch, apply)
