"""What was refused stands in the history all the same."""

from typing import Any

from mutants.settling import Settle, settle_with
from server.core.effects import Delivery, ToOne
from server.core.events import Refusal, Refused, Said
from server.store.base import Broker


def bend() -> None:
    def bent(sound: Settle) -> Settle:
        def settle(
            broker: Broker, room: str, member: Any, delivery: Delivery[Any]
        ) -> Delivery[Any]:
            match delivery:
                case ToOne(Refused(Refusal.TOO_LONG | Refusal.BAD_MESSAGE), _):
                    broker.append(room, Said(member.name, "(refused)"))
            return sound(broker, room, member, delivery)

        return settle

    settle_with(bent)
