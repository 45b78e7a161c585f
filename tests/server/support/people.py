"""People in a room, without a server: members are numbers, and the clock is the test's."""

from server.core.effects import Effect, SendToOne, Subscribe
from server.core.events import Rejected, RejectionReason
from server.core.room import Room
from server.core.rules import JoinOptions, Rules

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
    clock = clock or Clock()
    return Room(rules or Rules(), clock, clock)


def room_of(**members: int) -> Room[int]:
    """A room in which it is always noon, with these people in it, who came as in ``plain``."""
    room = empty_room()
    for name, member in members.items():
        room.join(member, JoinOptions(name))
    return room


def briefed(name: str, since: int | None = None, is_authenticated: bool = False) -> JoinOptions:
    """Return options of a member that joins as in ``events``."""
    return JoinOptions(name, True, True, since, is_authenticated)


def parlour(rules: Rules | None = None, clock: Clock | None = None, **members: int) -> Room[int]:
    """A room whose people all have words for everything."""
    room = empty_room(rules, clock)
    for name, member in members.items():
        room.join(member, briefed(name))
    return room


def refused(effects: list[Effect[int]]) -> list[tuple[RejectionReason, int]]:
    """Return the reasons and recipients of rejections; nothing for other effects."""
    return [
        (effect.event.why, effect.member)
        for effect in effects
        if isinstance(effect, SendToOne) and isinstance(effect.event, Rejected)
    ]


def entered(effects: list[Effect[int]]) -> list[int]:
    """Return the joining members."""
    return [effect.member for effect in effects if isinstance(effect, Subscribe)]
