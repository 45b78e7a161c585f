"""Change how a room's effects are committed. All effects pass through the sequencer there."""

from collections.abc import Callable
from typing import Any

from mutants.patch import Patch
from server.chat import commit
from server.chat.client import Client
from server.core.effects import Effect
from server.core.events import History
from server.core.history_query import HistoryQuery
from server.store.base import Store

CommitEffect = Callable[[Store, str, Any, Effect[Any]], Effect[Any]]
Change = Callable[[Any, Effect[Any]], Effect[Any]]
"""Returns the effect to apply, given the member who caused it (None: the server)."""


def commit_with(bent: Callable[[CommitEffect], CommitEffect]) -> None:
    """Replace ``commit_effect`` by ``bent(commit_effect)``, for synchronous and other stores."""
    Patch().replace(commit, "commit_effect", bent(commit.commit_effect))


def change_committed(change: Change) -> None:
    """Replace each committed effect by ``change(member, effect)``."""

    def bent(sound: CommitEffect) -> CommitEffect:
        return lambda store, room, member, effect: change(
            member, sound(store, room, member, effect)
        )

    commit_with(bent)


def change_query(change: Callable[[HistoryQuery], HistoryQuery]) -> None:
    """Replace each history query by ``change(query)``."""
    sound = commit.read_history
    Patch().replace(
        commit, "read_history", lambda store, room, query: sound(store, room, change(query))
    )


def change_history(change: Callable[[HistoryQuery, History], History]) -> None:
    """Replace each history by ``change(query, history)``."""
    sound = commit.read_history
    Patch().replace(
        commit, "read_history", lambda store, room, query: change(query, sound(store, room, query))
    )


def everybody(client: Client) -> tuple[Client, ...]:
    """Return all clients in the room of ``client``."""
    return () if client.room is None else tuple(client.room.members)
