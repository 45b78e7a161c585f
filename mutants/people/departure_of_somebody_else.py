"""A departure is told with the name of the one who has been there longest."""

from typing import Any

from mutants.settling import Settle, settle_with
from server.core.effects import Delivery, Exit
from server.store.base import Broker


def bend() -> None:
    def bent(sound: Settle) -> Settle:
        def settle(
            broker: Broker, room: str, member: Any, delivery: Delivery[Any]
        ) -> Delivery[Any]:
            settled = sound(broker, room, member, delivery)
            if isinstance(settled, Exit) and member.room:
                settled.left.name = next(iter(member.room._members.values()))
            return settled

        return settle

    settle_with(bent)
