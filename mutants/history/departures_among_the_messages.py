"""Departures stand in the history, as if they were messages."""

from typing import Any

from mutants.settling import Settle, settle_with
from server.core.effects import Delivery, Exit
from server.core.events import Said
from server.store.base import Broker


def bend() -> None:
    def bent(sound: Settle) -> Settle:
        def settle(
            broker: Broker, room: str, member: Any, delivery: Delivery[Any]
        ) -> Delivery[Any]:
            if isinstance(delivery, Exit):
                name = delivery.left.name
                broker.append(room, Said(name, f"{name} left the chat"))
            return sound(broker, room, member, delivery)

        return settle

    settle_with(bent)
