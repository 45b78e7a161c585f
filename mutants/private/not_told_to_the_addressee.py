"""What is said to one person comes back to its sender, and reaches nobody else."""

from typing import Any

from mutants.settling import change_settled
from server.core.effects import Delivery, ToSome
from server.core.events import Whispered


def bend() -> None:
    def change(member: Any, delivery: Delivery[Any]) -> Delivery[Any]:
        match delivery:
            case ToSome(Whispered() as whispered):
                return ToSome(whispered, (member,))
        return delivery

    change_settled(change)
