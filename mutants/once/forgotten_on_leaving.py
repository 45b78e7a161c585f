"""Whoever comes back and sends their last message again is heard twice."""

from typing import Any

from mutants.settling import Settle, settle_with
from server.core.effects import Delivery, Exit


def bend() -> None:
    def bent(sound: Settle) -> Settle:
        def settle(broker: Any, room: str, member: Any, delivery: Delivery[Any]) -> Delivery[Any]:
            if isinstance(delivery, Exit):
                firsts = broker._repeats._firsts
                for key in [key for key in firsts if key[:2] == (room, delivery.left.name)]:
                    del firsts[key]
            return sound(broker, room, member, delivery)

        return settle

    settle_with(bent)
