"""Faulty servers that ``features/history/`` must catch."""

import json
import unicodedata
from collections import Counter
from dataclasses import replace
from operator import attrgetter
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.delivery import Apply, deliver_with
from mutants.seams.history import change_history_texts
from mutants.seams.sequencing import (
    CommitEffect,
    change_committed,
    change_history,
    change_query,
    commit_with,
    everybody,
)
from server.chat import commit, sequencer
from server.chat.service import ChatService
from server.core import rules
from server.core.clock import microseconds
from server.core.effects import Effect, SendHistory, SendToOne, SendToSome, Subscribe, Unsubscribe
from server.core.events import Announcement, History, PublicMessage, Rejected, RejectionReason
from server.core.history_query import HistoryQuery
from server.core.room import Room
from server.core.rules import JoinOptions
from server.dialects import events_decode
from server.store import factory, sqlite_schema
from server.store.base import Store
from server.store.memory import MemoryStore
from server.store.sqlite import SqliteStore
from server.store.sqlite_schema import HistoryTables

_LATE = 3_000  # microseconds


@mutant("Messages of the last few milliseconds are missing from the history.")
def a_moment_late(patch: Patch) -> None:
    change_query(lambda query: replace(query, before=query.before or microseconds() - _LATE))


@mutant("The history normalises texts to NFC.")
def accents_composed(patch: Patch) -> None:
    change_history_texts(lambda text: unicodedata.normalize("NFC", text))


@mutant("The history is always marked complete, even when messages are missing.")
def always_complete(patch: Patch) -> None:
    change_history(lambda _query, past: replace(past, is_complete=True))


@mutant("Announcements are stored in the history.")
def announcements_kept(patch: Patch) -> None:
    def bent(sound: CommitEffect) -> CommitEffect:
        def commit_effect(store: Store, room: str, member: Any, effect: Effect[Any]) -> Effect[Any]:
            if isinstance(effect, Announcement):
                store.append(room, PublicMessage("server", effect.text))
            return sound(store, room, member, effect)

        return commit_effect

    commit_with(bent)


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


@mutant("After a crash the server no longer recognises repeated messages.")
def client_ids_forgotten_in_a_crash(patch: Patch) -> None:
    patch.replace(HistoryTables, "repeatable", lambda _self, _after: iter(()))


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


@mutant("The history is always empty.")
def empty_history(patch: Patch) -> None:
    change_history(lambda _query, past: replace(past, messages=()))


@mutant("Messages written to the file in one batch are read back in reverse order.")
def file_keeps_bursts_upside_down(patch: Patch) -> None:
    sound = HistoryTables.insert

    def insert(self: HistoryTables, rows: list[Any]) -> None:
        sequences = [message.sequence for _, message in rows]
        upside_down = zip(sequences, reversed(rows), strict=True)
        sound(self, [(room, replace(one, sequence=at)) for at, (room, one) in upside_down])

    patch.replace(HistoryTables, "insert", insert)


@mutant("Texts read back from the file end at their first NUL.")
def file_keeps_texts_up_to_nul(patch: Patch) -> None:
    sound = sqlite_schema.row_of
    patch.replace(
        sqlite_schema,
        "row_of",
        lambda room, message: [
            value.partition("\0")[0] if isinstance(value, str) else value
            for value in sound(room, message)
        ],
    )


@mutant("The history file returns its messages in every room.")
def file_knows_no_rooms(patch: Patch) -> None:
    patch.replace(
        sqlite_schema,
        "NEWEST",
        sqlite_schema.NEWEST.replace("room = ?", "room >= substr(?, 1, 0)"),
    )


@mutant("Messages are kept in memory only, although a history file is configured.")
def file_not_used(patch: Patch) -> None:
    def create_store(history: str, limit: int, most_rooms: int) -> Store:
        return MemoryStore(limit, most_rooms)

    patch.replace(factory, "create_store", create_store)


@mutant("The first message of each batch is not written to the file.")
def first_of_a_batch_not_written(patch: Patch) -> None:
    sound = HistoryTables.insert

    def insert(self: HistoryTables, rows: list[Any]) -> None:
        sound(self, rows[1:])

    patch.replace(HistoryTables, "insert", insert)


@mutant("The history of a room is deleted silently when its last user leaves.")
def gone_with_the_last_person(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        sound(room, effect)
        if isinstance(effect, Unsubscribe) and not effect.left.count:
            forgetful: Any = chat.sequencer.store
            forgetful.logs.pop(room, None)

    deliver_with(patch, apply)


_HOUR = 3_600_000_000  # microseconds


@mutant("After a crash new message ids are lower than earlier ones.")
def ids_begin_anew_after_a_crash(patch: Patch) -> None:
    sound = SqliteStore.__init__

    def init(self: SqliteStore, *rest: Any) -> None:
        sound(self, *rest)
        if self.rooms:
            self.last -= _HOUR
            clock = self.clock
            self.clock = lambda: clock() - _HOUR

    patch.replace(SqliteStore, "__init__", init)


@mutant("Messages in the history have other ids than when they were delivered.")
def ids_of_its_own(patch: Patch) -> None:
    change_history(
        lambda _query, past: replace(
            past, messages=tuple(replace(one, sequence=one.sequence - 1) for one in past.messages)
        )
    )


@mutant("Texts that look like JSON lose their spaces in the history.")
def json_read_once_more(patch: Patch) -> None:
    def change(text: str) -> str:
        try:
            return json.dumps(json.loads(text), separators=(",", ":"))
        except ValueError:
            return text

    change_history_texts(change)


@mutant("The last two messages of the history are swapped.")
def last_two_swapped(patch: Patch) -> None:
    def swapped(_query: HistoryQuery, past: History) -> History:
        messages = past.messages
        return replace(past, messages=(*messages[:-2], *messages[:-3:-1]))

    change_history(swapped)


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


@mutant("A history request returns fifty messages, whatever limit the client asked for.")
def limit_ignored(patch: Patch) -> None:
    change_query(lambda query: replace(query, limit=query.limit and 50))


@mutant("A joining user receives the last message of the history again as a live one.")
def live_overlaps(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        sound(room, effect)
        if isinstance(effect, Subscribe) and effect.member.dialect.is_extended:
            for said in chat.sequencer.store.read_history(room, HistoryQuery(limit=1)).messages:
                chat.delivery.send_to((effect.member,), said)

    deliver_with(patch, apply)


@mutant("The history cuts texts after 60,000 characters.")
def long_texts_shortened(patch: Patch) -> None:
    change_history_texts(lambda text: text[:60_000])


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


@mutant("A joining user receives the last 49 messages, one too few.")
def new_user_shown_49(patch: Patch) -> None:
    patch.replace(rules, "NEWEST", 49)


@mutant("A joining user receives the last 51 messages, one too many.")
def new_user_shown_51(patch: Patch) -> None:
    patch.replace(rules, "NEWEST", 51)


@mutant("The history lists the newest message first.")
def newest_first(patch: Patch) -> None:
    change_history(lambda _query, past: replace(past, messages=past.messages[::-1]))


@mutant("The newest message is missing from the history.")
def newest_message_missing(patch: Patch) -> None:
    change_history(lambda _query, past: replace(past, messages=past.messages[:-1]))


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


@mutant("A history request with a limit returns the oldest messages instead of the newest.")
def oldest_instead_of_newest(patch: Patch) -> None:
    limits: list[int | None] = []

    def unlimited(query: HistoryQuery) -> HistoryQuery:
        limits[:] = [query.limit]
        return replace(query, limit=None)

    change_query(unlimited)
    change_history(lambda _query, past: replace(past, messages=past.messages[: limits[0]]))


@mutant("The history of each room keeps one message less than configured.")
def one_less_kept(patch: Patch) -> None:
    sound = MemoryStore.__init__

    def init(self: MemoryStore, limit: int, *rest: Any) -> None:
        sound(self, limit - 1, *rest)

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


@mutant("A history request returns one message more than its limit.")
def one_more_than_asked_for(patch: Patch) -> None:
    change_query(lambda query: replace(query, limit=query.limit and query.limit + 1))


@mutant("Messages from users of the plain dialect are missing from the history.")
def other_dialects_not_kept(patch: Patch) -> None:
    begin = ChatService.__init__

    def begin_slowly(self: ChatService, *arguments: Any) -> None:
        begin(self, *arguments)
        self.message_batch = None  # so that each message is committed by itself

    patch.replace(ChatService, "__init__", begin_slowly)

    def bent(sound: CommitEffect) -> CommitEffect:
        def commit_effect(store: Any, room: str, member: Any, effect: Effect[Any]) -> Effect[Any]:
            committed = sound(store, room, member, effect)
            if isinstance(effect, PublicMessage) and not member.dialect.is_extended:
                store.logs[room].kept.pop()
                store.logs[room].fresh -= 1
            return committed

        return commit_effect

    commit_with(bent)


@mutant("A joining user receives their own join before the history.")
def own_join_first(patch: Patch) -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        effects = sound(self, member, join_options)
        return [*effects[-1:], *effects[:-1]]

    patch.replace(Room, "join", join)


@mutant("History pages are counted from the end, so they shift when new messages arrive.")
def pages_counted_from_the_end(patch: Patch) -> None:
    sound = commit.commit_effect
    told: Counter[int] = Counter()

    def commit_effect(store: Any, room: str, member: Any, effect: Any) -> Any:
        match effect:
            case SendHistory(reader, HistoryQuery(before=int(), limit=int(limit)) as query):
                past = store.read_history(room, replace(query, before=None, limit=None))
                end = len(past.messages) - told[id(reader)]
                told[id(reader)] += limit
                page = past.messages[max(0, end - limit) : max(0, end)]
                return SendToOne(replace(past, messages=page), reader)
            case SendHistory(reader, query):
                told[id(reader)] = query.limit or 0
        return sound(store, room, member, effect)

    patch.replace(commit, "commit_effect", commit_effect)
    patch.replace(sequencer, "commit_effect", commit_effect)


@mutant("Rejected messages are stored in the history.")
def rejected_texts_kept(patch: Patch) -> None:
    def bent(sound: CommitEffect) -> CommitEffect:
        def commit_effect(store: Store, room: str, member: Any, effect: Effect[Any]) -> Effect[Any]:
            match effect:
                case SendToOne(Rejected(RejectionReason.TOO_LONG | RejectionReason.BAD_MESSAGE), _):
                    store.append(room, PublicMessage(member.name, "(refused)"))
            return sound(store, room, member, effect)

        return commit_effect

    commit_with(bent)


@mutant("A text that a user sent twice appears in the history only once.")
def repeated_texts_sent_once(patch: Patch) -> None:
    change_history(
        lambda _query, past: replace(
            past, messages=tuple({(one.name, one.text): one for one in past.messages}.values())
        )
    )


@mutant("A history request with a message id of another room returns that room's messages.")
def room_of_the_message_named(patch: Patch) -> None:
    sound = commit.read_history

    def select_history(store: Any, room: str, query: HistoryQuery) -> History:
        shelves = store.logs.items() if query.before is not None else ()
        named = (
            name for name, log in shelves if any(one.sequence == query.before for one in log.kept)
        )
        return sound(store, next(named, room), query)

    patch.replace(commit, "read_history", select_history)


@mutant("A new room shows the history of a room whose name it begins with.")
def rooms_found_by_their_beginning(patch: Patch) -> None:
    sound = commit.read_history

    def select_history(store: Any, room: str, query: HistoryQuery) -> History:
        alike = [name for name in store.logs if room.startswith(name)]
        return sound(store, max(alike, key=len, default=room), query)

    patch.replace(commit, "read_history", select_history)


@mutant("Rooms whose names differ only in case share one history.")
def rooms_ignore_case(patch: Patch) -> None:
    sound = commit.read_history

    def select_history(store: Any, room: str, query: HistoryQuery) -> History:
        alike = [name for name in store.logs if name.lower() == room.lower()]
        return sound(store, alike[0] if alike else room, query)

    patch.replace(commit, "read_history", select_history)


@mutant("A returning user receives at most fifty of the messages they missed.")
def since_gives_fifty_at_most(patch: Patch) -> None:
    change_query(lambda query: replace(query, limit=query.limit or 50))


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


@mutant("The history removes the spaces around a text.")
def texts_trimmed(patch: Patch) -> None:
    change_history_texts(str.strip)


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


@mutant("Users of dialects without history receive old messages as live ones.")
def sent_to_dialects_without_history(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        if isinstance(effect, Subscribe) and not effect.member.dialect.is_extended:
            for said in chat.sequencer.store.read_history(room, HistoryQuery(limit=50)).messages:
                chat.delivery.send_to((effect.member,), said)
        sound(room, effect)

    deliver_with(patch, apply)


@mutant("A joining user receives the welcome after the history.")
def welcome_after_the_history(patch: Patch) -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        effects = sound(self, member, join_options)
        return [*effects[1:2], *effects[:1], *effects[2:]]

    patch.replace(Room, "join", join)


_NOTICES = (" joined the chat", " left the chat")


@mutant("Texts that read like a join or leave notice are missing from the history.")
def what_looks_like_a_notice_left_out(patch: Patch) -> None:
    change_history(
        lambda _query, past: replace(
            past, messages=tuple(one for one in past.messages if not one.text.endswith(_NOTICES))
        )
    )


@mutant("Messages are written to the file in batches of a hundred, so a crash loses the last.")
def written_in_parcels(patch: Patch) -> None:
    sound = SqliteStore.commit

    def commit(self: SqliteStore) -> None:
        if sum(map(len, self.staged.values())) >= 100:
            sound(self)

    patch.replace(SqliteStore, "commit", commit)


@mutant("Messages are written to the file only at shutdown, so a crash loses them.")
def written_only_at_the_end(patch: Patch) -> None:
    commit, close = SqliteStore.commit, SqliteStore.close

    def not_yet(self: SqliteStore) -> None:
        """Later will do."""

    def closed(self: SqliteStore) -> None:
        commit(self)
        close(self)

    patch.replace(SqliteStore, "commit", not_yet)
    patch.replace(SqliteStore, "close", closed)
