"""The knowledge about each server that later scenarios need."""

from alicebob.laws.expected_event import CarryOver, ExpectedEvent
from alicebob.model.received import UserLeft
from alicebob.model.wire_facts import DEFAULT_ROOM, WireFacts
from alicebob.servers.pool import ServerUnderTest
from alicebob.servers.promises import CLOSE_CODES, ORDER


class CarryOvers:
    """The carry-over of each server of a run."""

    def __init__(self, page_tells_past: bool = False) -> None:
        """``page_tells_past``: users on pages are told earlier messages."""
        self._page_tells_past = page_tells_past
        self._of: dict[int, tuple[ServerUnderTest, CarryOver]] = {}

    def of(self, server: ServerUnderTest, facts: WireFacts) -> CarryOver:
        """Return what is known of ``server``; created when the server is used first."""
        if id(server) not in self._of:
            self._of[id(server)] = server, new_carry_over(server, facts, self._page_tells_past)
        return self._of[id(server)][1]


def new_carry_over(
    server: ServerUnderTest, facts: WireFacts, page_tells_past: bool = False
) -> CarryOver:
    """Return what is known of a server that no scenario has used yet."""
    return CarryOver(
        late_leave_of(server, facts),
        is_limited=server.is_limited,
        proves_names=bool(server.secret),
        knows_all=not server.ran_before,
        has_one_order=ORDER in server.promises,
        echoes_close=CLOSE_CODES in server.promises,
        tells_past=page_tells_past or server.facts is not None,
    )


def late_leave_of(server: ServerUnderTest, facts: WireFacts) -> list[ExpectedEvent]:
    """Return the leave of the user who tried last whether ``server`` was ready, if the wire tells
    of leaves."""
    left = facts.leave_of(server.probe_name)
    return [] if left is None else [allow_late_leave(left.name)]


def allow_late_leave(name: str, room: str = DEFAULT_ROOM) -> ExpectedEvent:
    """Return the leave of ``name``, which nobody received, and somebody may still receive."""
    return ExpectedEvent(UserLeft(name), room, 0, float("inf"), certain=False)
