"""The part of a batch that concerns one room: from effects to operations of the store, and from its
reply to the places of the entries (docs/nodes.md)."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import zip_longest
from typing import Generic

from server.chat.briefing import briefed, is_private, newcomer
from server.chat.commit import once_more, refused, unkept
from server.cluster.entries import Entry, Joined, Left, Typed
from server.cluster.replica import Placed, Replica
from server.cluster.room_call import (
    Answer,
    Operations,
    RoomReply,
    first_in,
    history_in,
    left_in,
)
from server.core.clock import microseconds
from server.core.effects import (
    Effect,
    M,
    SendHistory,
    SendToOne,
    SendToOthers,
    SendToSome,
    Subscribe,
    Unsubscribe,
    Withdraw,
)
from server.core.events import (
    Announcement,
    ChatMessage,
    PrivateMessage,
    PublicMessage,
    Rejected,
    RejectionReason,
    TypingChanged,
)
from server.core.lookalikes import look
from server.core.room import NOBODY
from server.core.rules import MemberDetails
from server.store.unavailable import UnavailableStore

_TAKEN = "The name {} is already in use: choose another name."
UNAVAILABLE = "The storage is unavailable. Try again in a moment."
_AWAY = UnavailableStore()


@dataclass(frozen=True, slots=True)
class Node(Generic[M]):
    """The node of a batch: its name, the ids of its members, how to make another one,
    and how to describe a member."""

    name: str
    ids: dict[M, str]
    next_id: Callable[[], str]
    describe: Callable[[M], MemberDetails]
    has_unique_names: bool


@dataclass(slots=True)
class _Part(Generic[M]):
    """An effect, with the number of its operation (0: none) and the entry that it becomes."""

    effect: Effect[M] | None
    member: M | None
    number: int = 0
    entry: Entry | None = None


class RoomBatch(Generic[M]):
    """The effects of a batch in one room. Members of whom nobody hears are ``rejected``; leaves
    that must be tried again are in ``again``, and members who go on ``typing``, as the message was
    rejected that should have ended it."""

    def __init__(self, room: str, prefix: str, node: Node[M]) -> None:
        """``prefix`` begins the origin of each entry of this batch."""
        self.room = room
        self.operations = Operations()
        self.has_joins = False
        self.rejected: list[tuple[M, Rejected]] = []
        self.again: list[Left] = []
        self.typing: list[M] = []
        self.was_sent = False
        self._prefix = prefix
        self._node = node
        self.node = node.name
        self._parts: list[_Part[M]] = []

    def origin_of(self, number: int) -> str:
        """Return the origin of the entry of an operation."""
        return f"{self._prefix}.{number}"

    # -- to the store

    def add_all(self, member: M | None, effects: Sequence[Effect[M]]) -> None:
        """Add the effects of an action of ``member``."""
        for effect, following in zip_longest(effects, effects[1:]):
            self._add(member, effect, is_private(following))

    def _add(self, member: M | None, effect: Effect[M], is_before_private: bool) -> None:
        """Add an effect of an action of ``member``."""
        part = _Part(effect, member)
        self._parts.append(part)
        operations, origin = self.operations, self.origin_of(self.operations.count + 1)
        match effect:
            case PublicMessage() as said:
                self._say(part, said, origin)
            case SendToSome(PrivateMessage() as said):
                self._say(part, said, origin)
            case Subscribe():
                self._join(part, effect, origin)
            case Unsubscribe(leaving, left):
                gone = self._node.ids.get(leaving, "")
                part.entry = Left(gone, left.name, left.at)
                part.number = operations.leave(part.entry, origin) if gone else 0
            case SendToOthers(TypingChanged() as change, typing) if typing in self._node.ids:
                typed = part.entry = Typed(self._node.ids[typing], change)
                part.member = typing
                if is_before_private:
                    part.number = operations.end_typing(typed, origin)
                else:
                    part.number = operations.tell(typed, origin, typed.member)
            case Announcement():
                part.entry = effect
                part.number = operations.tell(effect, origin)
            case SendHistory(_, query, is_first):
                part.number = operations.read(query, is_first)

    def undo(self, left: Left) -> None:
        """Add the leave of a member that may be in the room, though nobody here knows it."""
        number = self.operations.leave(left, self.origin_of(self.operations.count + 1))
        self._parts.append(_Part(None, None, number, left))

    def _say(self, part: _Part[M], said: ChatMessage, origin: str) -> None:
        speaker = "" if part.member is None else self._node.ids.get(part.member, "-")
        part.entry = said
        part.number = self.operations.say(speaker, said, origin)

    def _join(self, part: _Part[M], effect: Subscribe[M], origin: str) -> None:
        details, name = self._node.describe(effect.member), effect.joined.name
        member = self._node.ids[effect.member] = self._node.next_id()
        joined = Joined(member, name, details.accepts_private, effect.joined.at)
        looks = sorted(look(name)) if self._node.has_unique_names else ()
        part.entry = joined
        part.number = self.operations.join(joined, origin, digest_of(details.session), looks)
        self.has_joins = True

    # -- from the store

    def settle(self, reply: RoomReply, replica: Replica[M]) -> None:
        """Give everything its place, as the store decided."""
        offset = reply.offset
        taken_over = {n: each for n, each in reply.answers.items() if each.kind == "took"}
        answers = {n: each for n, each in reply.answers.items() if n not in taken_over}
        earlier = self._by_newcomer(taken_over)
        for part in self._parts_but_briefings(answers):
            answer = answers.get(part.number) if part.number else None
            if (took := earlier.pop(newcomer(part.effect), None)) is not None:
                offset += 1
                sequence = reply.first + offset - reply.offset - 1
                replica.put(offset, Placed(left_in(took, sequence, reply.at), sequence))
            if isinstance(part.effect, Unsubscribe):
                self._node.ids.pop(part.effect.member, None)
            if part.entry is None or answer is not None or not part.number:
                effect = self._unplaced(part, answer)
                if effect is not None:
                    replica.put_behind(offset, effect)
                continue
            offset += 1
            self._place(part, offset, reply.first + offset - reply.offset - 1, reply.at, replica)

    def _by_newcomer(self, taken_over: Mapping[int, Answer]) -> dict[M | None, Answer]:
        """Return the answers to joins by who joins: the connection that gives way leaves before its
        successor is sent anything."""
        return {
            newcomer(part.effect): taken_over[part.number]
            for part in self._parts
            if isinstance(part.effect, Subscribe) and part.number in taken_over
        }

    def _parts_but_briefings(self, rejected: Container[int] | None = None) -> list[_Part[M]]:
        """Return the parts without what members would have been sent first whose joins, by number,
        are ``rejected`` (None: all are)."""
        outside: set[M | None] = {
            part.effect.member
            for part in self._parts
            if isinstance(part.effect, Subscribe) and (rejected is None or part.number in rejected)
        }
        return [part for part in self._parts if not outside or briefed(part.effect) not in outside]

    def _place(
        self, part: _Part[M], offset: int, sequence: int, at: int, replica: Replica[M]
    ) -> None:
        entry, effect = part.entry, part.effect
        assert entry is not None
        if isinstance(entry, PublicMessage | PrivateMessage):
            entry.sequence, entry.at = sequence, at
        notify_self = isinstance(effect, Subscribe) and effect.notify_self
        replica.put(offset, Placed(entry, sequence, part.member, notify_self))

    def _unplaced(self, part: _Part[M], answer: Answer | None) -> Effect[M] | None:
        """Return the effect of a part that got no place."""
        match part.effect, answer:
            case SendHistory(reader, query, is_first), Answer("history") as found:
                return SendToOne(history_in(found, query, is_first), reader)
            case (PublicMessage() as said) | SendToSome(PrivateMessage() as said), Answer():
                return self._unsaid(said, part.member, answer)
            case Subscribe(member, joined), Answer(kind):
                self._node.ids.pop(member, None)
                if kind == "taken":
                    self._reject(member, RejectionReason.NAME_TAKEN, _TAKEN.format(joined.name))
                else:
                    self._reject(member, RejectionReason.FULL, UNAVAILABLE)
                return None
            case Unsubscribe(member), _:
                return Withdraw(member)
            case SendToOthers(TypingChanged(_, False), member), Answer():
                self.typing.append(member)
                return None
            case SendToOthers(), _:
                return None
        return part.effect

    def _unsaid(self, said: ChatMessage, member: M | None, answer: Answer) -> Effect[M]:
        assert member is not None
        match answer.kind:
            case "repeated":
                return once_more(said, first_in(answer, said), member)
            case "nobody":
                nobody = Rejected(RejectionReason.NO_SUCH_USER, NOBODY, microseconds())
                return SendToOne(nobody, member)
        return refused(member)  # the member is gone

    def _reject(self, member: M, why: RejectionReason, sentence: str) -> None:
        self.rejected.append((member, Rejected(why, sentence, microseconds())))

    # -- when the store did not do it, or nobody knows

    def fail(self, replica: Replica[M], done: Mapping[int, tuple[int, int, int]]) -> None:
        """Give up what the store has not done. Of the operations in ``done``, by number, the
        places are known: offset, time, and the time of the clock if that differs.

        Nobody waits for a join any longer, whatever became of it: it is undone."""
        offset = replica.offset or 0
        for part in self._parts_but_briefings():
            known = done.get(part.number) if part.number else None
            if isinstance(part.effect, Subscribe):
                self._undo_join(part.effect, part.entry)
            elif known is not None:
                offset = known[0]
                self._place(part, *known, replica)
            else:
                for effect in self._unkept(part):
                    replica.put_behind(offset, effect)

    def _unkept(self, part: _Part[M]) -> list[Effect[M]]:
        """Return the effects of a part that the store has not done."""
        if isinstance(part.entry, Left):
            self.again.append(part.entry)
        if isinstance(part.effect, Unsubscribe):
            self._node.ids.pop(part.effect.member, None)
            return [Withdraw(part.effect.member)]
        if isinstance(part.entry, Typed) and not part.entry.change.is_typing and part.member:
            self.typing.append(part.member)
        if part.effect is None or isinstance(part.entry, Typed | Announcement | Left):
            return []
        return [unkept(_AWAY, self.room, part.member, part.effect, part.effect)]

    def _undo_join(self, effect: Subscribe[M], joined: Entry | None) -> None:
        assert isinstance(joined, Joined)
        self._node.ids.pop(effect.member, None)  # none is there if the member has left meanwhile
        self._reject(effect.member, RejectionReason.FULL, UNAVAILABLE)
        if self.was_sent:
            self.again.append(Left(joined.member, joined.name, microseconds()))


def digest_of(session: str) -> str:
    """Return what the store has of a secret: it must not be read there."""
    return blake2b(session.encode(), digest_size=16).hexdigest() if session else ""
