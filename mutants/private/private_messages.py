"""Faulty servers that ``features/private/private_messages.feature`` must catch."""

import asyncio
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.delivery import Apply, deliver_with
from mutants.seams.limits import longest_text
from mutants.seams.sequencing import change_committed, everybody
from server.chat.service import ChatService
from server.core.effects import Effect, SendToOne, SendToSome
from server.core.events import PrivateMessage, Rejected, RejectionReason
from server.core.name_index import NameIndex
from server.core.room import Room


@mutant("A blank private message is delivered.")
def blank_relayed(patch: Patch) -> None:
    sound = Room.send_private

    def send_private(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        receivers = [one for one, name in self.members.items() if name == to]
        if receivers and not text.strip():
            return [
                SendToSome(PrivateMessage(self.members[member], to, text), (*receivers, member))
            ]
        return sound(self, member, to, text, client_id)

    patch.replace(Room, "send_private", send_private)


@mutant("A private message to an absent user is delivered when they come back.")
def kept_for_the_absent(patch: Patch) -> None:
    joined, send_private = Room.join, Room.send_private
    waiting: list[PrivateMessage] = []

    def keep(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        found = send_private(self, member, to, text, client_id)
        match found:
            case [SendToOne(Rejected(RejectionReason.NO_SUCH_USER), _)]:
                waiting.append(PrivateMessage(self.members[member], to, text, self.clock()))
        return found

    def join(self: Room[Any], member: Any, join_options: Any) -> list[Any]:
        late = [one for one in waiting if one.to == join_options.name]
        return [*joined(self, member, join_options), *(SendToOne(one, member) for one in late)]

    patch.replace(Room, "join", join)
    patch.replace(Room, "send_private", keep)


@mutant("A private message to an absent user is dropped without a rejection.")
def lost_on_the_absent(patch: Patch) -> None:
    sound = Room.send_private

    def send_private(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        effects = sound(self, member, to, text, client_id)
        match effects:
            case [SendToOne(Rejected(RejectionReason.NO_SUCH_USER), _)]:
                return []
        return effects

    patch.replace(Room, "send_private", send_private)


@mutant("The sender's next message overtakes a private message.")
def overtaken(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        match effect:
            case SendToSome(PrivateMessage()):
                asyncio.get_running_loop().call_later(0.02, sound, room, effect)
            case _:
                sound(room, effect)

    deliver_with(patch, apply)


@mutant("If one user's dialect lacks private messages, later namesakes cannot receive them either.")
def rejected_when_the_first_cannot_hear(patch: Patch) -> None:
    sound = NameIndex.add
    unable: set[str] = set()

    def add(self: NameIndex[Any], member: Any, name: str, accepts_private: bool) -> None:
        if not accepts_private:
            unable.add(name)
        sound(self, member, name, accepts_private and name not in unable)

    patch.replace(NameIndex, "add", add)


@mutant("A private message that the addressee's dialect cannot show is reported as delivered.")
def swallowed_by_other_dialects(patch: Patch) -> None:
    sound = Room.send_private

    def send_private(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        effects = sound(self, member, to, text, client_id)
        is_rejected = isinstance(effects[-1], SendToOne)
        if is_rejected and text.strip() and to in self.members.values():
            return [SendToSome(PrivateMessage(self.members[member], to, text), (member,))]
        return effects

    patch.replace(Room, "send_private", send_private)


@mutant("Private messages are cut off after 60,000 characters.")
def texts_shortened(patch: Patch) -> None:
    sound = Room.send_private

    def send_private(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        return sound(self, member, to, text[:60_000] if len(text) < 65_537 else text, client_id)

    patch.replace(Room, "send_private", send_private)


@mutant("Spaces around the text of a private message are removed.")
def texts_trimmed(patch: Patch) -> None:
    sound = Room.send_private

    def send_private(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        return sound(self, member, to, text.strip() or text, client_id)

    patch.replace(Room, "send_private", send_private)


@mutant("A user with several connections receives a private message on only one of them.")
def sent_on_one_connection_only(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToSome(PrivateMessage() as private_message, receivers):
                others = [one for one in receivers if one is not member]
                return SendToSome(private_message, (*others[:1], member))
        return effect

    change_committed(change)


@mutant("A private message also reaches the user who has been in the room longest.")
def sent_to_a_third_person(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToSome(PrivateMessage() as private_message, receivers):
                return SendToSome(private_message, tuple({*receivers, *everybody(member)[:1]}))
        return effect

    change_committed(change)


@mutant(
    "A private message comes back on all connections of its sender, not only on the sending one."
)
def sent_to_all_connections_of_the_sender(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToSome(PrivateMessage() as private_message, receivers):
                own = [one for one in everybody(member) if one.name == private_message.name]
                return SendToSome(private_message, tuple({*receivers, *own}))
        return effect

    change_committed(change)


@mutant("Private messages may be of any length.")
def too_long_relayed(patch: Patch) -> None:
    sound = Room.send_private

    def send_private(self: Room[Any], *rest: Any) -> list[Any]:
        with longest_text(10**9):
            return sound(self, *rest)

    patch.replace(Room, "send_private", send_private)
