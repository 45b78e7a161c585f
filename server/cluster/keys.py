"""The names of everything in the store: keys and channels (docs/nodes.md#keys)."""

from dataclasses import dataclass

DAY = 86_400  # seconds


@dataclass(frozen=True, slots=True)
class StoreKeys:
    """The keys and channels of one chat, all of which begin with ``prefix``."""

    prefix: str

    def of_room(self, room: str) -> tuple[str, ...]:
        """Return the keys of a room, which are in one slot; then the clock of all rooms, and the
        nodes that live."""
        base = f"{self.prefix}:{{{room}}}:"
        names = ("state", "history", "notices", "people", "names", "repeats", "repeats:order")
        return (*(base + name for name in names), f"{self.prefix}:clock", self.nodes[0])

    def touch(self, room: str) -> list[tuple[str | int, ...]]:
        """Return the commands that keep a silent room with people in it from expiring."""
        state, history, notices, people, names, *_ = self.of_room(room)
        short = [("EXPIRE", key, DAY) for key in (notices, people, names)]
        return [("EXPIRE", state, 30 * DAY), ("EXPIRE", history, 30 * DAY), *short]

    def channel(self, room: str) -> str:
        """Return the channel on which a room is published."""
        return f"{self.prefix}:{{{room}}}"

    def room_of(self, channel: str) -> str:
        """Return the room of a channel."""
        return channel[len(self.prefix) + 2 : -1]

    @property
    def nodes(self) -> tuple[str, str, str]:
        """Return the keys that all nodes share: those that live, those that are lost, the rest."""
        return f"{self.prefix}:nodes", f"{self.prefix}:lost", f"{self.prefix}:meta"

    def of_node(self, node: str) -> str:
        """Return the key with the rooms in which a node has people."""
        return f"{self.prefix}:node:{node}"

    @property
    def questions(self) -> str:
        """Return the channel on which a node asks all others."""
        return f"{self.prefix}:questions"

    def answers(self, question: str) -> str:
        """Return the key to which the others answer."""
        return f"{self.prefix}:answers:{question}"
