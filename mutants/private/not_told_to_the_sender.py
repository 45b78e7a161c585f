"""What somebody says to one person does not come back to them."""

from typing import Any

from mutants.settling import change_settled
from server.core.effects import Delivery, ToSome
from server.core.events import Whispered


def bend() -> None:
    def change(member: Any, delivery: Delivery[Any]) -> Delivery[Any]:
        match delivery:
            case ToSome(Whispered() as whispered, hearers):
                return ToSome(whispered, tuple(one for one in hearers if one is not member))
        return delivery

    change_settled(change)
