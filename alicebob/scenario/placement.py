"""The placement of users on the servers of a chat: each new user is on the next server, in turn."""

from collections.abc import Sequence

from alicebob.model.could_not_tell import CouldNotTell
from alicebob.servers.node import Node

_ONE_SERVER = "the suite runs one server of it (--nodes 2 for two)"


class Placement:
    """Chooses for one scenario on which server each user is."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = nodes
        self._next = 0
        self._chosen: dict[str, Node] = {}

    def node_of(self, label: str) -> Node:
        """Return the server of a user: the last one, or the next in turn if that is down."""
        node = self._chosen.get(label)
        if node is None or (node.is_down and not all(each.is_down for each in self._nodes)):
            node = self._chosen[label] = self._following()
        return node

    def stay_on_one(self) -> None:
        """Have all users be on the first server, for a scenario about what each has for itself."""
        self._nodes = self._nodes[:1]

    def last_of(self, label: str) -> Node | None:
        """Return the server on which a user was last, even if it is down; None for nobody."""
        return self._chosen.get(label)

    def put(self, label: str, node: Node) -> None:
        """Have a user be on ``node`` from the next connection on."""
        self._chosen[label] = node

    def put_with(self, label: str, other: str) -> None:
        """Have a user be on the server of another one."""
        self.put(label, self.node_of(other))

    def put_elsewhere(self, label: str, other: str) -> None:
        """Have a user be on another server than ``other``. Raises ``CouldNotTell`` if there is
        none."""
        theirs = self.last_of(other) or self.node_of(other)
        start = self._nodes.index(theirs)
        following = (*self._nodes[start + 1 :], *self._nodes[:start])
        node = next((each for each in following if not each.is_down), None)
        if node is None:
            raise CouldNotTell(f"what {label} sees on another server than {other}", _ONE_SERVER)
        self.put(label, node)

    def _following(self) -> Node:
        """Return the next server that is up; the next of all if none is."""
        start = self._next
        order = [self._nodes[(start + n) % len(self._nodes)] for n in range(len(self._nodes))]
        node = next((each for each in order if not each.is_down), order[0])
        self._next = (self._nodes.index(node) + 1) % len(self._nodes)
        return node
