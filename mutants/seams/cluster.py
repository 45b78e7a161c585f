"""Change what several servers of one chat share: the scripts of the store, and the replicas."""

from collections.abc import Callable
from hashlib import sha1
from typing import Any

from mutants.patch import Patch
from server.chat.exchange import Exchange
from server.chat.room_batch import RoomBatch
from server.chat.shared_rooms import SharedRooms
from server.chat.shared_sequencer import SharedSequencer
from server.cluster import scripts
from server.cluster.entries import Entry, Left, Publication
from server.cluster.replica import Placed, Replica
from server.cluster.room_call import RoomReply
from server.core.effects import Effect

Effects = list[Effect[Any]]
Change = Callable[[Replica[Any], Placed[Any], Effects], Effects]
Leave = Callable[[Replica[Any], Left], Effects]
Hear = Callable[[str, bytes], None]


def script_with(patch: Patch, name: str, old: str, new: str) -> None:
    """Put ``new`` in the place of ``old`` in the script ``ROOM`` or ``NODES``. Raises
    ``AttributeError`` if the script does not have it."""
    script = getattr(scripts, name)
    text = script.text.decode()
    if old not in text:
        raise AttributeError(f"the script {name} has no {old!r}")
    body = text.replace(old, new).encode()
    changed = scripts.Script(body, sha1(body).hexdigest())
    patch.replace(scripts, name, changed)
    both = tuple(changed if each is script else each for each in scripts.SCRIPTS)
    patch.replace(scripts, "SCRIPTS", both)


def effects_with(
    patch: Patch,
    change: Change,
) -> None:
    """Have ``change(replica, placed, effects)`` say what an entry that has its turn does."""
    sound = Replica._effects

    def effects(self: Replica[Any], placed: Placed[Any]) -> Effects:
        return change(self, placed, sound(self, placed))

    patch.replace(Replica, "_effects", effects)


def relayed_with(patch: Patch, change: Callable[[list[Entry]], list[Entry]]) -> None:
    """Have ``change`` say what another server is taken to have published; as many as there were."""
    sound = Publication.entries

    def entries(self: Publication) -> list[Entry]:
        return change(sound(self))

    patch.replace(Publication, "entries", entries)


def leave_with(patch: Patch, change: Callable[[Replica[Any], Left, Leave], Effects]) -> None:
    """Have ``change(replica, left, sound)`` say what a leave does."""
    sound = Replica._leave
    patch.replace(Replica, "_leave", lambda self, left: change(self, left, sound))


def hear_with(
    patch: Patch, change: Callable[[SharedRooms[Any], str, Publication, Callable[[], None]], None]
) -> None:
    """Have ``change(rooms, room, publication, sound)`` take up what another server published."""
    sound = SharedRooms.hear

    def hear(self: SharedRooms[Any], channel: str, data: bytes) -> None:
        room, publication = self._keys.room_of(channel), Publication.of(data)
        if publication.node == self._lease.node:
            sound(self, channel, data)
        else:
            change(self, room, publication, lambda: sound(self, channel, data))

    patch.replace(SharedRooms, "hear", hear)


def forget_newcomers_who_take_over(patch: Patch) -> None:
    """Have a newcomer who takes over a connection be sent nothing but the own join."""
    settle, parts = RoomBatch.settle, RoomBatch._parts_but_briefings
    taken_over: set[int] = set()

    def settle_noting(self: RoomBatch[Any], reply: RoomReply, replica: Replica[Any]) -> None:
        taken_over.clear()
        taken_over.update(n for n, answer in reply.answers.items() if answer.kind == "took")
        settle(self, reply, replica)

    def parts_but(self: RoomBatch[Any], rejected: Any = None) -> Any:
        return parts(self, None if rejected is None else {*rejected, *taken_over})

    patch.replace(RoomBatch, "settle", settle_noting)
    patch.replace(RoomBatch, "_parts_but_briefings", parts_but)


def names_here(replica: Replica[Any]) -> list[str]:
    """Return the name of each connection to this server."""
    return [local.name for local in replica._locals.values()]


def members_here(replica: Replica[Any]) -> tuple[Any, ...]:
    """Return the members whose connections are on this server."""
    return tuple(local.member for local in replica._locals.values())


def is_here(replica: Replica[Any], left: Left) -> bool:
    """Return True if the connection of the one who leaves is on this server."""
    return left.member in replica._locals


def deliver_in(rooms: SharedRooms[Any], room: str, effects: Effects) -> None:
    """Deliver ``effects`` in a room, without the store."""
    rooms._apply(room, effects)


def close_all_when_away(patch: Patch) -> None:
    """Have all connections closed when the store goes away."""
    sound = SharedSequencer._go_down

    def go_down(self: SharedSequencer[Any]) -> None:
        sound(self)
        self._rooms.close_all()

    patch.replace(SharedSequencer, "_go_down", go_down)


def finish_with(patch: Patch, change: Callable[[Any], None]) -> None:
    """Have ``change(batch)`` alter a batch of which the store has told all."""
    sound = Exchange._finish

    def finish(self: Exchange[Any], batch: Any, replica: Any, rooms: Any) -> None:
        change(batch)
        sound(self, batch, replica, rooms)

    patch.replace(Exchange, "_finish", finish)
