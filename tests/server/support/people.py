"""People in a room, without a server: members are numbers, and the clock is the test's."""

from server.core.effects import Delivery, Enter, ToOne
from server.core.events import Refusal, Refused
from server.core.room import Newcomer, Room, Rules

ALICE, BOB, CAROL, DAVE = 1, 2, 3, 4  # members, as their caller tells them apart
NOON = 1_795_000_000_000_000  # microseconds since the epoch
SECOND = 1_000_000  # microseconds


class Clock:
    """It is noon until the test says otherwise."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> int:
        return self.now


def empty_room(rules: Rules | None = None, clock: Clock | None = None) -> Room[int]:
    return Room(rules or Rules(), clock or Clock())


def room_of(**members: int) -> Room[int]:
    """A room in which it is always noon, with these people in it, who came as in ``plain``."""
    room = empty_room()
    for name, member in members.items():
        room.join(member, Newcomer(name))
    return room


def briefed(name: str, since: int | None = None, is_proven: bool = False) -> Newcomer:
    """Somebody who comes as in ``events``."""
    return Newcomer(name, True, True, since, is_proven)


def parlour(rules: Rules | None = None, clock: Clock | None = None, **members: int) -> Room[int]:
    """A room whose people all have words for everything."""
    room = empty_room(rules, clock)
    for name, member in members.items():
        room.join(member, briefed(name))
    return room


def refused(deliveries: list[Delivery[int]]) -> list[tuple[Refusal, int]]:
    """Why what was done is refused, and who is told so; of anything else nothing."""
    return [
        (delivery.event.why, delivery.member)
        for delivery in deliveries
        if isinstance(delivery, ToOne) and isinstance(delivery.event, Refused)
    ]


def entered(deliveries: list[Delivery[int]]) -> list[int]:
    """Who comes in."""
    return [delivery.member for delivery in deliveries if isinstance(delivery, Enter)]
