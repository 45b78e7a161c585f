"""Has arrivals and departures happen untold, or told though nothing happened."""

from dataclasses import dataclass, replace
from typing import Any

from server.chat.service import ChatService
from server.core.clock import microseconds
from server.core.effects import Effect, Subscribe, Unsubscribe
from server.core.events import UserJoined
from server.core.names import DEFAULT_ROOM


@dataclass
class _Untold:
    """What no dialect has a word for, in the place of a notice."""

    name: str
    count: int = 0


def untold(effects: list[Effect[Any]]) -> list[Effect[Any]]:
    """``deliveries``, but of who comes and who goes nobody is told."""
    silent: list[Any] = []
    for effect in effects:
        match effect:
            case Subscribe(_, joined):
                silent.append(replace(effect, joined=_Untold(joined.name)))  # type: ignore
            case Unsubscribe(_, left):
                silent.append(replace(effect, left=_Untold(left.name)))  # type: ignore
            case _:
                silent.append(effect)
    return silent


def announce_join(chat: ChatService, name: str) -> None:
    """Tells the lobby that ``name`` came, though nobody did."""
    count = len(chat.sequencer._store.here(DEFAULT_ROOM)) + 1
    chat.pubsub.publish(DEFAULT_ROOM, UserJoined(name, microseconds(), count))
