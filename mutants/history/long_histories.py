"""Faulty servers that ``features/history/long_histories.feature`` must catch."""

from dataclasses import replace
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.sequencing import change_history, change_query
from server.core.events import History
from server.core.history_query import HistoryQuery
from server.dialects import events_decode
from server.store.memory import MemoryStore


@mutant("The history of each room keeps 300 messages, whatever is configured.")
def three_hundred_kept(patch: Patch) -> None:
    sound = MemoryStore.__init__

    def init(self: MemoryStore, limit: int, *rest: Any) -> None:
        sound(self, min(limit, 300), *rest)

    patch.replace(MemoryStore, "__init__", init)


@mutant("A history request returns a hundred messages at most, and is called complete.")
def pages_of_a_hundred_at_most(patch: Patch) -> None:
    change_query(lambda query: replace(query, limit=query.limit and min(query.limit, 100)))


@mutant("A history request returns 512 messages at most, and is called complete.")
def pages_of_512_at_most(patch: Patch) -> None:
    change_query(lambda query: replace(query, limit=query.limit and min(query.limit, 512)))


@mutant("A history request for the greatest number of messages returns one message less.")
def greatest_page_lacks_one(patch: Patch) -> None:
    def lacking(query: HistoryQuery, past: History) -> History:
        return replace(past, messages=past.messages[1:]) if query.limit == 1000 else past

    change_history(lacking)


@mutant("A history request without a limit and before a given message returns forty messages.")
def later_pages_of_forty(patch: Patch) -> None:
    usual = events_decode.USUALLY_ASKED

    def change(query: HistoryQuery) -> HistoryQuery:
        is_usual = query.limit == usual and query.before is not None
        return replace(query, limit=40) if is_usual else query

    change_query(change)


@mutant("A returning user receives at most 500 of the messages they missed, called complete.")
def since_gives_500_at_most(patch: Patch) -> None:
    def cut(query: HistoryQuery, past: History) -> History:
        return replace(past, messages=past.messages[-500:]) if query.after else past

    change_history(cut)


@mutant("A returning user who missed more than is kept is told that nothing is missing.")
def what_is_no_longer_kept_unnoticed(patch: Patch) -> None:
    def complete(query: HistoryQuery, past: History) -> History:
        is_all_there_is = query.after is not None and len(past.messages) >= 1000
        return replace(past, is_complete=True) if is_all_there_is else past

    change_history(complete)


_MOST = 500_000  # characters


@mutant("A returning user who missed more than one answer holds is told that nothing is missing.")
def cut_answers_after_since_called_complete(patch: Patch) -> None:
    def complete(query: HistoryQuery, past: History) -> History:
        messages = past.messages
        while query.after is not None and sum(len(one.text) for one in messages) > _MOST:
            messages = messages[1:]
        is_cut = len(messages) < len(past.messages)
        return replace(past, messages=messages, is_complete=past.is_complete or is_cut)

    change_history(complete)


@mutant("A returning user who missed hundreds of messages does not receive one in the middle.")
def one_of_hundreds_missing(patch: Patch) -> None:
    def cut(query: HistoryQuery, past: History) -> History:
        messages = past.messages
        if query.after is None or len(messages) < 500:
            return past
        return replace(past, messages=(*messages[:250], *messages[251:]))

    change_history(cut)


@mutant("The history cuts names after 32 characters.")
def names_cut_in_the_history(patch: Patch) -> None:
    change_history(
        lambda _query, past: replace(
            past, messages=tuple(replace(one, name=one.name[:32]) for one in past.messages)
        )
    )
