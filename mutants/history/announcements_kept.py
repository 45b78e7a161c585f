"""What the operator announces stands in the history."""

from typing import Any

from mutants.settling import Settle, settle_with
from server.core.effects import Delivery
from server.core.events import Announced, Said
from server.store.base import Broker


def bend() -> None:
    def bent(sound: Settle) -> Settle:
        def settle(
            broker: Broker, room: str, member: Any, delivery: Delivery[Any]
        ) -> Delivery[Any]:
            if isinstance(delivery, Announced):
                broker.append(room, Said("server", delivery.text))
            return sound(broker, room, member, delivery)

        return settle

    settle_with(bent)
