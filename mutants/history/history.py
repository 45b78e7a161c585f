"""Faulty servers that ``features/history/history.feature`` must catch."""

import json
import unicodedata
from collections import Counter
from dataclasses import replace
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.delivery import Apply, deliver_with
from mutants.seams.history import change_history_texts
from mutants.seams.sequencing import (
    CommitEffect,
    change_history,
    change_query,
    commit_with,
)
from server.chat import commit, sequencer
from server.chat.service import ChatService
from server.core.clock import microseconds
from server.core.effects import Effect, SendHistory, SendToOne, Subscribe
from server.core.events import Announcement, History, PublicMessage, Rejected, RejectionReason
from server.core.history_query import HistoryQuery
from server.store.base import Store

_LATE = 3_000  # microseconds


@mutant("Messages of the last few milliseconds are missing from the history.")
def a_moment_late(patch: Patch) -> None:
    change_query(lambda query: replace(query, before=query.before or microseconds() - _LATE))


@mutant("The history normalises texts to NFC.")
def accents_composed(patch: Patch) -> None:
    change_history_texts(lambda text: unicodedata.normalize("NFC", text))


@mutant("Announcements are stored in the history.")
def announcements_kept(patch: Patch) -> None:
    def bent(sound: CommitEffect) -> CommitEffect:
        def commit_effect(store: Store, room: str, member: Any, effect: Effect[Any]) -> Effect[Any]:
            if isinstance(effect, Announcement):
                store.append(room, PublicMessage("server", effect.text))
            return sound(store, room, member, effect)

        return commit_effect

    commit_with(bent)


@mutant("Texts that look like JSON lose their spaces in the history.")
def json_read_once_more(patch: Patch) -> None:
    def change(text: str) -> str:
        try:
            return json.dumps(json.loads(text), separators=(",", ":"))
        except ValueError:
            return text

    change_history_texts(change)


@mutant("The history cuts texts after 60,000 characters.")
def long_texts_shortened(patch: Patch) -> None:
    change_history_texts(lambda text: text[:60_000])


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


@mutant("History pages are counted from the end, so they shift when new messages arrive.")
def pages_counted_from_the_end(patch: Patch) -> None:
    sound = commit.commit_effect
    shown: Counter[int] = Counter()

    def commit_effect(store: Any, room: str, member: Any, effect: Any) -> Any:
        match effect:
            case SendHistory(reader, HistoryQuery(before=int(), limit=int(limit)) as query):
                past = store.read_history(room, replace(query, before=None, limit=None))
                end = len(past.messages) - shown[id(reader)]
                shown[id(reader)] += limit
                page = past.messages[max(0, end - limit) : max(0, end)]
                return SendToOne(replace(past, messages=page), reader)
            case SendHistory(reader, query):
                shown[id(reader)] = query.limit or 0
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


@mutant("The history removes the spaces around a text.")
def texts_trimmed(patch: Patch) -> None:
    change_history_texts(str.strip)


@mutant("Users of dialects without history receive old messages as live ones.")
def sent_to_dialects_without_history(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        if isinstance(effect, Subscribe) and not effect.member.dialect.is_extended:
            for said in chat.sequencer.store.read_history(room, HistoryQuery(limit=50)).messages:
                chat.delivery.send_to((effect.member,), said)
        sound(room, effect)

    deliver_with(patch, apply)


_NOTICES = (" joined the chat", " left the chat")


@mutant("Texts that read like a join or leave notice are missing from the history.")
def what_looks_like_a_notice_left_out(patch: Patch) -> None:
    change_history(
        lambda _query, past: replace(
            past, messages=tuple(one for one in past.messages if not one.text.endswith(_NOTICES))
        )
    )
