"""When something is refused, the whole room is told."""

from typing import Any

from mutants.settling import Settle, settle_with
from server.core.effects import Delivery, ToOne, ToSome
from server.core.events import Refused
from server.store.base import Broker


def bend() -> None:
    def bent(sound: Settle) -> Settle:
        def settle(
            broker: Broker, room: str, member: Any, delivery: Delivery[Any]
        ) -> Delivery[Any]:
            match delivery:
                case ToOne(Refused() as refused, guest) if guest.room is not None:
                    return ToSome(refused, tuple(guest.room._members))
            return sound(broker, room, member, delivery)

        return settle

    settle_with(bent)
