"""Has what rooms decide settled otherwise: there it takes its place in the sequencer, all of it."""

from collections.abc import Callable
from typing import Any

from server.chat import commit, sequencer
from server.chat.client import Client
from server.core.effects import Effect
from server.core.events import History
from server.core.history_query import HistoryQuery
from server.store.base import Store

CommitEffect = Callable[[Store, str, Any, Effect[Any]], Effect[Any]]
Change = Callable[[Any, Effect[Any]], Effect[Any]]
"""What becomes of a delivery that is settled, given who caused it (None: the server)."""


def settle_with(bent: Callable[[CommitEffect], CommitEffect]) -> None:
    """Both orders, that of an instant broker and that of any other, settle as ``bent`` does."""
    commit.commit_effect = sequencer.commit_effect = bent(commit.commit_effect)  # type: ignore


def change_settled(change: Change) -> None:
    """What is settled is delivered as ``change`` makes of it."""

    def bent(sound: CommitEffect) -> CommitEffect:
        return lambda store, room, member, effect: change(
            member, sound(store, room, member, effect)
        )

    settle_with(bent)


def change_query(change: Callable[[HistoryQuery], HistoryQuery]) -> None:
    """Of what was said, that is shown again which the changed query asks for."""
    sound = commit._read_history
    commit._read_history = lambda store, room, query: sound(store, room, change(query))


def change_recalled(change: Callable[[HistoryQuery, History], History]) -> None:
    """What was said is shown again as ``change`` makes of it, given what was asked for."""
    sound = commit._read_history
    commit._read_history = lambda store, room, query: change(query, sound(store, room, query))


def everybody(client: Client) -> tuple[Client, ...]:
    """All who are in the room of ``client``."""
    return () if client.room is None else tuple(client.room._members)
