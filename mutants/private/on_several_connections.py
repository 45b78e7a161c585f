"""Faulty servers that ``features/private/private_messages_on_several_connections.feature`` must
catch."""

from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.sequencing import change_committed
from server.core.effects import Effect, SendToSome
from server.core.events import PrivateMessage
from server.core.name_index import NameIndex


def _reach(patch: Patch, first: int | None, end: int | None) -> None:
    """Find only some of a recipient's connections, in the order in which they joined."""
    sound = NameIndex.of
    patch.replace(NameIndex, "of", lambda self, name: sound(self, name)[first:end])


@mutant("A private message reaches only the recipient's first connection.")
def first_connection_only(patch: Patch) -> None:
    _reach(patch, None, 1)


@mutant("A private message reaches only the recipient's last connection.")
def last_connection_only(patch: Patch) -> None:
    _reach(patch, -1, None)


@mutant("A private message reaches two of the recipient's connections at most.")
def two_connections_at_most(patch: Patch) -> None:
    _reach(patch, None, 2)


@mutant("When one connection of a user ends, private messages no longer reach the user's others.")
def unreachable_after_one_end(patch: Patch) -> None:
    sound = NameIndex.remove

    def remove(self: NameIndex[Any], member: Any, name: str) -> None:
        for one in self.of(name):
            sound(self, one, name)

    patch.replace(NameIndex, "remove", remove)


@mutant("A private message to a user with several connections arrives twice on the last.")
def twice_on_the_last_connection(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToSome(PrivateMessage(_, to) as private, clients):
                own = [client for client in clients if client.name == to]
                return SendToSome(private, (*clients, *(own[-1:] if len(own) > 1 else ())))
        return effect

    change_committed(change)


@mutant("A private message reaches the recipient's connections in all rooms.")
def sent_to_the_recipient_in_all_rooms(patch: Patch) -> None:
    everywhere: dict[str, dict[Any, None]] = {}
    add, remove, of = NameIndex.add, NameIndex.remove, NameIndex.of

    def added(self: NameIndex[Any], member: Any, name: str, accepts_private: bool) -> None:
        add(self, member, name, accepts_private)
        if accepts_private:
            everywhere.setdefault(name, {})[member] = None

    def removed(self: NameIndex[Any], member: Any, name: str) -> None:
        remove(self, member, name)
        everywhere.get(name, {}).pop(member, None)

    def found(self: NameIndex[Any], name: str) -> tuple[Any, ...]:
        return tuple(everywhere.get(name, {})) if of(self, name) else ()

    patch.replace(NameIndex, "add", added)
    patch.replace(NameIndex, "remove", removed)
    patch.replace(NameIndex, "of", found)
