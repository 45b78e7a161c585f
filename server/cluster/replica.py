"""A node's copy of one room: who is there, and which place was delivered last.

Pure. Entries come in any order, from calls, publications and the stream; effects go out in the
order of places, each place once. What takes no place (a reply, a list) waits for the place behind
which it stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic

from server.cluster.entries import Entry, Joined, Left, Typed
from server.cluster.room_call import Member
from server.core.effects import (
    CloseConnection,
    Effect,
    M,
    SendConfirmed,
    SendToOne,
    SendToOthers,
    SendToSome,
    SendUserList,
    Subscribe,
    Unsubscribe,
    Withdraw,
)
from server.core.events import (
    Announcement,
    PrivateMessage,
    PublicMessage,
    TypingChanged,
    UserJoined,
    UserLeft,
    UserList,
)
from server.store.presence import RoomPresence
from server.ws.close_codes import CloseCode

TAKEN_OVER = "taken over by a newer connection of the same client"
COME_BACK = "come back: the server has to begin anew"


@dataclass(frozen=True, slots=True)
class Placed(Generic[M]):
    """An entry with its place in time. ``member`` is here if it acted through this node;
    ``notify_self`` is that of its ``Subscribe``."""

    entry: Entry
    sequence: int
    member: M | None = None
    notify_self: bool = False


@dataclass(frozen=True, slots=True)
class _Local(Generic[M]):
    """A member whose connection is on this node."""

    member: M
    name: str
    accepts_private: bool


class Replica(Generic[M]):
    """The copy of one room. ``offset`` is the last place delivered, and ``place`` its time; both
    are None until ``begin``."""

    def __init__(self) -> None:
        self.offset: int | None = None
        self.place = 0
        self.touched = 0.0  # when its keys were last kept from expiring, by the loop's clock
        self.relayed = 0  # messages from other nodes that were delivered here
        self.presence = RoomPresence()
        self._locals: dict[str, _Local[M]] = {}
        self._typing: dict[str, str] = {}  # names by member
        self._ahead: dict[int, Placed[M]] = {}
        self._behind: dict[int, list[Effect[M]]] = {}  # what takes no place, by the one before it

    @property
    def has_people(self) -> bool:
        """Return True if somebody in the room is connected to this node."""
        return bool(self._locals)

    @property
    def has_gap(self) -> bool:
        """Return True if entries wait for one before them."""
        return self.offset is None or bool(self._ahead)

    def begin(self, offset: int, place: int, people: Iterable[Member]) -> None:
        """Begin after a place, at which these people were in the room."""
        self.offset, self.place = offset, place
        for each in people:
            self.presence.enter(each.name)
        self._ahead = {number: placed for number, placed in self._ahead.items() if number > offset}

    def put(self, offset: int, placed: Placed[M]) -> None:
        """Add an entry; one that was delivered or added before is ignored."""
        if self.offset is None or offset > self.offset:
            self._ahead.setdefault(offset, placed)

    def put_behind(self, offset: int, effect: Effect[M]) -> None:
        """Add what takes no place: it stands behind ``offset``, or what was delivered since."""
        self._behind.setdefault(max(offset, self.offset or 0), []).append(effect)

    def advance(self) -> list[Effect[M]]:
        """Return the effects of all entries whose turn it is."""
        if self.offset is None:
            return []
        effects = self._take_behind(self.offset)
        while (placed := self._ahead.pop(self.offset + 1, None)) is not None:
            self.offset, self.place = self.offset + 1, placed.sequence
            effects += self._effects(placed)
            if self._behind:
                effects += self._take_behind(self.offset)
        return effects

    def waiting(self) -> list[tuple[M, Joined]]:
        """Return who has joined through this node, but has no turn yet."""
        return [
            (placed.member, placed.entry)
            for placed in self._ahead.values()
            if placed.member is not None and isinstance(placed.entry, Joined)
        ]

    def forget_ahead(self) -> None:
        """Forget the entries that wait for others: the store knows nothing before them."""
        self._ahead.clear()

    def close_all(self) -> list[Effect[M]]:
        """Return the effects that close all connections of this node, so that they come back."""
        found: list[Effect[M]] = []
        for local in self._locals.values():
            found.append(Withdraw(local.member))
            found.append(CloseConnection(local.member, CloseCode.SERVICE_RESTART, COME_BACK))
        self._locals.clear()
        return found

    def _take_behind(self, offset: int) -> list[Effect[M]]:
        return [self.resolved(effect) for effect in self._behind.pop(offset, ())]

    def resolved(self, effect: Effect[M]) -> Effect[M]:
        """Return an effect with the user list that it asks for."""
        if isinstance(effect, SendUserList):
            return SendToOne(UserList(self.presence.people()), effect.member)
        return effect

    def _effects(self, placed: Placed[M]) -> list[Effect[M]]:
        member = placed.member
        if member is None and isinstance(placed.entry, PublicMessage):
            self.relayed += 1
        match placed.entry:
            case PublicMessage() as said:
                return [SendConfirmed(said, member) if said.client_id and member else said]
            case PrivateMessage() as said:
                return self._send_private(said, member)
            case Joined() as joined:
                return [self._enter(joined, placed)]
            case Left() as left:
                return self._leave(left)
            case Typed(typing, change):
                return [self._type(typing, change, member)]
            case Announcement() as announcement:
                return [announcement]

    def _send_private(self, said: PrivateMessage, sender: M | None) -> list[Effect[M]]:
        found = [
            each.member
            for each in self._locals.values()
            if each.name == said.to and each.accepts_private
        ]
        if sender is None:
            self.relayed += bool(found)
            return [SendToSome(said, tuple(found))] if found else []
        if said.client_id:
            return [SendConfirmed(said, sender, tuple(each for each in found if each != sender))]
        return [SendToSome(said, (*found, *([] if sender in found else [sender])))]

    def _enter(self, joined: Joined, placed: Placed[M]) -> Effect[M]:
        self.presence.enter(joined.name)
        event = UserJoined(joined.name, joined.at, len(self.presence))
        if placed.member is None:
            return event
        self._locals[joined.member] = _Local(placed.member, joined.name, joined.accepts_private)
        return Subscribe(placed.member, event, placed.notify_self)

    def _leave(self, left: Left) -> list[Effect[M]]:
        found: list[Effect[M]] = []
        local = self._locals.pop(left.member, None)
        if self._typing.pop(left.member, None) is not None:
            found.append(TypingChanged(left.name, False))
        self.presence.leave(left.name)
        event = UserLeft(left.name, left.at, len(self.presence))
        if local is None:
            return [*found, event]
        found.append(Unsubscribe(local.member, event))
        if left.why == "lost":  # this node is about to learn that it was taken for lost
            found.append(CloseConnection(local.member, CloseCode.SERVICE_RESTART, COME_BACK))
        elif left.why:
            found.append(CloseConnection(local.member, CloseCode.TAKEN_OVER, TAKEN_OVER))
        return found

    def _type(self, typing: str, change: TypingChanged, member: M | None) -> Effect[M]:
        if change.is_typing:
            self._typing[typing] = change.name
        else:
            self._typing.pop(typing, None)
        return change if member is None else SendToOthers(change, member)
