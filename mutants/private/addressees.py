"""Faulty servers that take the wrong user for the addressee of a private message."""

import unicodedata
from fnmatch import fnmatchcase
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.delivery import Apply, deliver_with
from mutants.seams.sequencing import change_committed, everybody
from server.chat.service import ChatService
from server.core.effects import Effect, SendToOne, SendToSome
from server.core.events import PrivateMessage, Rejected, RejectionReason
from server.core.room import Room


@mutant("A private message to an absent user is sent to the whole room.")
def absent_addressee_means_all(patch: Patch) -> None:
    sound = Room.send_private

    def send_private(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        effects = sound(self, member, to, text, client_id)
        match effects:
            case [SendToOne(Rejected(RejectionReason.NO_SUCH_USER), _)]:
                return self.send_message(member, text, client_id)
        return effects

    patch.replace(Room, "send_private", send_private)


@mutant("A private message reaches a user by the beginning of their name.")
def beginning_of_a_name_is_enough(patch: Patch) -> None:
    sound = Room.send_private

    def send_private(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        names = self.members.values()
        meant = next((name for name in names if to.strip() and name.startswith(to)), to)
        return sound(self, member, meant, text, client_id)

    patch.replace(Room, "send_private", send_private)


@mutant("A private message also reaches namesakes in other rooms.")
def found_in_any_room(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        match effect:
            case SendToSome(PrivateMessage() as private_message, receivers):
                everywhere = [one for each in chat.rooms.values() for one in each.members]
                named = [one for one in everywhere if one.name == private_message.to]
                effect = SendToSome(private_message, tuple({*receivers, *named}))
        sound(room, effect)

    deliver_with(patch, apply)


@mutant("A private message to an unknown name reaches a user whose shorter name begins it.")
def longer_names_shortened(patch: Patch) -> None:
    sound = Room.send_private

    def send_private(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        names = self.members.values()
        is_here = to in names
        meant = next((name for name in names if not is_here and to.startswith(name)), to)
        return sound(self, member, meant, text, client_id)

    patch.replace(Room, "send_private", send_private)


@mutant("The name of the addressee is matched regardless of case.")
def name_compared_by_case(patch: Patch) -> None:
    sound = Room.send_private

    def send_private(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        known = {name.lower(): name for name in self.members.values()}
        return sound(self, member, known.get(to.lower(), to), text, client_id)

    patch.replace(Room, "send_private", send_private)


@mutant("An addressee whose name is typed with decomposed accents is not found.")
def name_not_composed(patch: Patch) -> None:
    sound = Room.send_private

    def send_private(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        is_composed = unicodedata.is_normalized("NFC", to)
        return sound(self, member, to if is_composed else f"<{to}>", text, client_id)

    patch.replace(Room, "send_private", send_private)


@mutant("An addressee whose name is typed with spaces around it is not found.")
def name_not_trimmed(patch: Patch) -> None:
    sound = Room.send_private

    def send_private(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        return sound(self, member, f"<{to}>" if to != to.strip() else to, text, client_id)

    patch.replace(Room, "send_private", send_private)


@mutant("A private message with an empty addressee is sent to the whole room.")
def no_addressee_means_all(patch: Patch) -> None:
    sound = Room.send_private

    def send_private(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        return (
            sound(self, member, to, text, client_id)
            if to
            else self.send_message(member, text, client_id)
        )

    patch.replace(Room, "send_private", send_private)


@mutant("If the addressee's name contains spaces, only its last word is used.")
def several_names_at_once(patch: Patch) -> None:
    sound = Room.send_private

    def send_private(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        *_, last = to.split() or [to]
        return sound(self, member, last, text, client_id)

    patch.replace(Room, "send_private", send_private)


@mutant("A private message to a user who is not in the room is delivered in other rooms.")
def sought_in_other_rooms(patch: Patch) -> None:
    joined, send_private = Room.join, Room.send_private
    everywhere: list[Any] = []

    def join(self: Room[Any], member: Any, join_options: Any) -> list[Any]:
        everywhere.append(member)
        return joined(self, member, join_options)

    def send_or_search(
        self: Room[Any], member: Any, to: str, text: str, client_id: str
    ) -> list[Any]:
        found = send_private(self, member, to, text, client_id)
        named = [one for one in everywhere if one.name == to and one.connection.is_open]
        match found:
            case [SendToOne(Rejected(RejectionReason.NO_SUCH_USER), _)] if named:
                private_message = PrivateMessage(self.members[member], to, text, 0, client_id)
                return [SendToSome(private_message, (*named, member))]
        return found

    patch.replace(Room, "join", join)
    patch.replace(Room, "send_private", send_or_search)


@mutant("A star in the addressee's name matches any letters.")
def stars_mean_many(patch: Patch) -> None:
    sound = Room.send_private

    def send_private(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        others = [name for one, name in self.members.items() if one is not member]
        meant = next((name for name in others if "*" in to and fnmatchcase(name, to)), to)
        return sound(self, member, meant, text, client_id)

    patch.replace(Room, "send_private", send_private)


@mutant("A private message also reaches users whose names begin like the addressee's.")
def sent_to_names_that_begin_alike(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToSome(PrivateMessage() as private_message, receivers):
                alike = [
                    one for one in everybody(member) if one.name.startswith(private_message.to)
                ]
                return SendToSome(private_message, tuple({*receivers, *alike}))
        return effect

    change_committed(change)
