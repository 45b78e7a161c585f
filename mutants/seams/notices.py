"""Suppress join and leave notices, or announce a join that did not happen."""

from dataclasses import dataclass, replace
from typing import Any

from server.chat.service import ChatService
from server.core.clock import microseconds
from server.core.effects import Effect, Subscribe, Unsubscribe
from server.core.events import UserJoined
from server.core.names import DEFAULT_ROOM


@dataclass
class _Suppressed:
    """Stand-in for a notice. No dialect can encode it, so nothing is sent."""

    name: str
    count: int = 0


def without_notices(effects: list[Effect[Any]]) -> list[Effect[Any]]:
    """Return ``effects`` without their join and leave notices; users still enter and leave."""
    silent: list[Any] = []
    for effect in effects:
        match effect:
            case Subscribe(_, joined):
                silent.append(replace(effect, joined=_Suppressed(joined.name)))  # type: ignore
            case Unsubscribe(_, left):
                silent.append(replace(effect, left=_Suppressed(left.name)))  # type: ignore
            case _:
                silent.append(effect)
    return silent


def announce_join(chat: ChatService, name: str) -> None:
    """Announce in the lobby that ``name`` joined, although nobody did."""
    count = len(chat.sequencer.store.here(DEFAULT_ROOM)) + 1
    chat.pubsub.publish(DEFAULT_ROOM, UserJoined(name, microseconds(), count))
