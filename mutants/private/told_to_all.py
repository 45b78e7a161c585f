"""What is said to one person is heard by the whole room."""

from typing import Any

from mutants.settling import change_settled, everybody
from server.core.effects import Delivery, ToSome
from server.core.events import Whispered


def bend() -> None:
    def change(member: Any, delivery: Delivery[Any]) -> Delivery[Any]:
        match delivery:
            case ToSome(Whispered() as whispered):
                return ToSome(whispered, everybody(member))
        return delivery

    change_settled(change)
