"""Has what rooms decide settled otherwise: there it takes its place in the sequencer, all of it."""

from collections.abc import Callable
from typing import Any

from server.chat import commit, sequencer
from server.chat.client import Guest
from server.core.effects import Delivery
from server.core.events import Recalled
from server.core.history_query import Query
from server.store.base import Broker

Settle = Callable[[Broker, str, Any, Delivery[Any]], Delivery[Any]]
Change = Callable[[Any, Delivery[Any]], Delivery[Any]]
"""What becomes of a delivery that is settled, given who caused it (None: the server)."""


def settle_with(bent: Callable[[Settle], Settle]) -> None:
    """Both orders, that of an instant broker and that of any other, settle as ``bent`` does."""
    commit.settle = sequencer.settle = bent(commit.settle)  # type: ignore


def change_settled(change: Change) -> None:
    """What is settled is delivered as ``change`` makes of it."""

    def bent(sound: Settle) -> Settle:
        return lambda broker, room, member, delivery: change(
            member, sound(broker, room, member, delivery)
        )

    settle_with(bent)


def change_query(change: Callable[[Query], Query]) -> None:
    """Of what was said, that is shown again which the changed query asks for."""
    sound = commit._recalled
    commit._recalled = lambda broker, room, query: sound(broker, room, change(query))


def change_recalled(change: Callable[[Query, Recalled], Recalled]) -> None:
    """What was said is shown again as ``change`` makes of it, given what was asked for."""
    sound = commit._recalled
    commit._recalled = lambda broker, room, query: change(query, sound(broker, room, query))


def everybody(guest: Guest) -> tuple[Guest, ...]:
    """All who are in the room of ``guest``."""
    return () if guest.room is None else tuple(guest.room._members)
