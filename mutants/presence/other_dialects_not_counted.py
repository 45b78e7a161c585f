"""Only those who speak in events are counted and listed."""

from typing import Any

from mutants.settling import Settle, settle_with
from server.core.effects import Delivery, Enter, Exit
from server.store.base import Broker


def bend() -> None:
    def bent(sound: Settle) -> Settle:
        def settle(
            broker: Broker, room: str, member: Any, delivery: Delivery[Any]
        ) -> Delivery[Any]:
            match delivery:
                case Enter(guest, notice) | Exit(guest, notice) if not guest.dialect.is_briefed:
                    notice.count = len(broker.here(room))
                    return delivery
            return sound(broker, room, member, delivery)

        return settle

    settle_with(bent)
