"""Whoever is lost without a goodbye is announced, but stays on the list of who is here."""

from typing import Any

from mutants.settling import Settle, settle_with
from server.core.effects import Delivery, Exit
from server.store.base import Broker
from server.ws.close_codes import CloseCode


def bend() -> None:
    def bent(sound: Settle) -> Settle:
        def settle(
            broker: Broker, room: str, member: Any, delivery: Delivery[Any]
        ) -> Delivery[Any]:
            match delivery:
                case Exit(guest, left) if guest.connection.close_code == CloseCode.ABNORMAL:
                    left.count = max(0, len(broker.here(room)) - 1)
                    return delivery
            return sound(broker, room, member, delivery)

        return settle

    settle_with(bent)
