"""Faulty servers that ``private_history.feature`` must catch, wrong on some pages only."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import islice
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.sequencing import CommitEffect, change_history, change_query, commit_with
from server.chat import commit
from server.core import history_query
from server.core.effects import Effect, SendHistory, SendToOne
from server.core.events import ChatMessage, History, PrivateMessage, Rejected, RejectionReason
from server.core.history_query import HistoryQuery
from server.core.room import Room
from server.dialects import events_decode
from server.store.base import Store

Wanted = Callable[[HistoryQuery], bool]


def show_to_all(patch: Patch, wanted: Wanted) -> None:
    """Show every private message in answers to the ``wanted`` queries."""
    sound = history_query.is_for
    patch.replace(
        history_query, "is_for", lambda message, query: wanted(query) or sound(message, query)
    )


def hide_from_all(wanted: Wanted) -> None:
    """Show no private message in answers to the ``wanted`` queries."""
    change_query(lambda query: replace(query, reader=None) if wanted(query) else query)


@mutant("Everybody finds private messages by reading back before a message.")
def found_before_a_message(patch: Patch) -> None:
    show_to_all(patch, lambda query: query.before is not None)


@mutant("Everybody finds private messages by asking for another number than fifty.")
def found_with_a_limit(patch: Patch) -> None:
    show_to_all(patch, lambda query: query.limit not in (None, 50))


@mutant("Everybody finds private messages by asking for a thousand messages.")
def found_with_the_highest_limit(patch: Patch) -> None:
    show_to_all(patch, lambda query: query.limit == events_decode.MOST_ASKED)


@mutant("Without sign-in, users who read back find the private messages of their name.")
def found_by_mere_name_before_a_message(patch: Patch) -> None:
    sound = Room.query

    def query(self: Room[Any], member: Any, **asked: int | None) -> HistoryQuery:
        found = sound(self, member, **asked)
        return found if found.before is None else replace(found, reader=self.members[member])

    patch.replace(Room, "query", query)


@mutant("With sign-in, reading back before a message shows private messages to nobody.")
def not_found_before_a_message(patch: Patch) -> None:
    hide_from_all(lambda query: query.before is not None)


@mutant("With sign-in, asking for another number than fifty shows private messages to nobody.")
def not_found_with_a_limit(patch: Patch) -> None:
    hide_from_all(lambda query: query.limit not in (None, 50))


@mutant("With sign-in, the history that a joining user receives has no private messages.")
def not_found_on_joining(patch: Patch) -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: Any) -> list[Any]:
        return [_without_reader(each) for each in sound(self, member, join_options)]

    patch.replace(Room, "join", join)


def _without_reader(effect: Effect[Any]) -> Effect[Any]:
    match effect:
        case SendHistory(member, query):
            return SendHistory(member, replace(query, reader=None))
    return effect


@mutant("A private message to oneself appears in the history twice.")
def own_ones_found_twice(patch: Patch) -> None:
    def doubled(_query: HistoryQuery, history: History) -> History:
        messages: list[ChatMessage] = []
        for message in history.messages:
            is_own = isinstance(message, PrivateMessage) and message.to == message.name
            messages += [message] * (2 if is_own else 1)
        return replace(history, messages=tuple(messages))

    change_history(doubled)


@mutant("Hidden private messages make the pages of a history shorter, and incomplete.")
def hidden_ones_shorten_pages(patch: Patch) -> None:
    sound = history_query.between

    def between(newest_first: Iterable[Any], query: HistoryQuery) -> Iterable[Any]:
        return islice(sound(newest_first, query), query.limit)

    def incomplete(query: HistoryQuery, history: History) -> History:
        is_short = query.limit is not None and len(history.messages) < query.limit
        return replace(history, is_complete=history.is_complete and not is_short)

    patch.replace(history_query, "between", between)
    change_history(incomplete)


@mutant("Private messages come after all others on a page of the history.")
def found_at_the_end_of_a_page(patch: Patch) -> None:
    change_history(
        lambda _query, history: replace(
            history,
            messages=tuple(
                sorted(history.messages, key=lambda one: isinstance(one, PrivateMessage))
            ),
        )
    )


@mutant("With sign-in, users who read back find their private messages of other rooms.")
def found_in_other_rooms(patch: Patch) -> None:
    sound = commit.read_history

    def select_history(store: Any, room: str, query: HistoryQuery) -> History:
        own = sound(store, room, query)
        elsewhere = [
            message
            for name, log in store.logs.items()
            for message in log.kept
            if name != room and query.reader in (message.name, getattr(message, "to", None))
        ]
        if query.before is None or query.reader is None:
            return own
        private = [one for one in elsewhere if isinstance(one, PrivateMessage)]
        return replace(own, messages=(*private, *own.messages))

    patch.replace(commit, "read_history", select_history)


@mutant("A private message that reached nobody is kept in the history.")
def rejected_ones_kept(patch: Patch) -> None:
    sound = Room.send_private
    last: list[PrivateMessage] = []

    def send_private(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        last[:] = [PrivateMessage(self.members[member], to, text, 0, client_id)]
        return sound(self, member, to, text, client_id)

    def bent(sound: CommitEffect) -> CommitEffect:
        def commit_effect(store: Store, room: str, member: Any, effect: Effect[Any]) -> Effect[Any]:
            match effect:
                case SendToOne(Rejected(RejectionReason.NO_SUCH_USER), _):
                    store.append(room, last[0])
            return sound(store, room, member, effect)

        return commit_effect

    patch.replace(Room, "send_private", send_private)
    commit_with(bent)
