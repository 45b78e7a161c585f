"""Has arrivals and departures happen untold, or told though nothing happened."""

from dataclasses import dataclass, replace
from typing import Any

from server.chat.service import Chat
from server.core.clock import microseconds
from server.core.effects import Delivery, Enter, Exit
from server.core.events import Joined
from server.core.names import DEFAULT_ROOM


@dataclass
class _Untold:
    """What no dialect has a word for, in the place of a notice."""

    name: str
    count: int = 0


def untold(deliveries: list[Delivery[Any]]) -> list[Delivery[Any]]:
    """``deliveries``, but of who comes and who goes nobody is told."""
    silent: list[Any] = []
    for delivery in deliveries:
        match delivery:
            case Enter(_, joined):
                silent.append(replace(delivery, joined=_Untold(joined.name)))  # type: ignore
            case Exit(_, left):
                silent.append(replace(delivery, left=_Untold(left.name)))  # type: ignore
            case _:
                silent.append(delivery)
    return silent


def tell_of_arrival(chat: Chat, name: str) -> None:
    """Tells the lobby that ``name`` came, though nobody did."""
    count = len(chat.order._broker.here(DEFAULT_ROOM)) + 1
    chat.broadcaster.publish(DEFAULT_ROOM, Joined(name, microseconds(), count))
