"""The knowledge about each server that later scenarios need."""

from alicebob.laws.expected_event import CarryOver, ExpectedEvent
from alicebob.model.received import UserJoined, UserLeft
from alicebob.model.wire_facts import DEFAULT_ROOM, WireFacts
from alicebob.servers.node import Node
from alicebob.servers.promises import CLOSE_CODES, ORDER
from alicebob.servers.server_under_test import ServerUnderTest


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
        [*late_leaves_of(server, facts), *_late_joins_of(server, facts)],
        is_limited=server.is_limited,
        proves_names=bool(server.secret),
        knows_all=not server.ran_before,
        has_one_order=ORDER in server.promises,
        echoes_close=CLOSE_CODES in server.promises,
        tells_past=page_tells_past or server.facts is not None,
        may_lag=not server.shares_one_order,
    )


def late_leaves_of(server: ServerUnderTest, facts: WireFacts) -> list[ExpectedEvent]:
    """Return the leaves of the users who tried last whether the nodes of ``server`` were ready, if
    the wire tells of leaves."""
    told = [facts.leave_of(node.probe_name) for node in server.nodes]
    return [allow_late_leave(left.name) for left in told if left is not None]


def _late_joins_of(server: ServerUnderTest, facts: WireFacts) -> list[ExpectedEvent]:
    """Return the joins of the same users, of which one node may hear late from another."""
    if server.shares_one_order:
        return []
    told = [facts.join_of(node.probe_name) for node in server.nodes]
    return [_allow_late(joined) for joined in told if joined is not None]


def visits_of(node: Node, facts: WireFacts) -> list[ExpectedEvent]:
    """Return the join and the leave of the user who tried last whether ``node`` was ready, of which
    the users of other nodes may be told."""
    told = [facts.join_of(node.probe_name), facts.leave_of(node.probe_name)]
    return [_allow_late(event) for event in told if event is not None]


def allow_late_leave(name: str, room: str = DEFAULT_ROOM) -> ExpectedEvent:
    """Return the leave of ``name``, which nobody received, and somebody may still receive."""
    return _allow_late(UserLeft(name), room)


def _allow_late(event: UserJoined | UserLeft, room: str = DEFAULT_ROOM) -> ExpectedEvent:
    return ExpectedEvent(event, room, 0, float("inf"), certain=False)
