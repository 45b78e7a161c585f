"""Faulty servers that ``features/typing/`` must catch."""

from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.encoding import encode_with
from server.chat.service import ChatService
from server.core.clock import microseconds
from server.core.effects import Effect, SendToOthers, Subscribe
from server.core.events import PublicMessage, TypingChanged
from server.core.room import Room
from server.dialects.envelope import ENVELOPE
from server.dialects.plain import PLAIN


@mutant("Whoever says that they no longer type is still taken to type.")
def end_not_told(patch: Patch) -> None:
    sound = Room._set_typing

    def type(self: Room[Any], member: Any, is_typing: bool) -> list[Effect[Any]]:
        return sound(self, member, is_typing) if is_typing else []

    patch.replace(Room, "_set_typing", type)


@mutant("That somebody no longer types is told though they did not type.")
def end_told_without_beginning(patch: Patch) -> None:
    sound = Room._set_typing

    def type(self: Room[Any], member: Any, is_typing: bool) -> list[Effect[Any]]:
        if is_typing or member in self._typing:
            return sound(self, member, is_typing)
        return [SendToOthers(TypingChanged(self._members[member], False), member)]

    patch.replace(Room, "_set_typing", type)


@mutant("That somebody no longer types is told only after they have left.")
def ended_after_leaving(patch: Patch) -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        return sound(self, member)[::-1]

    patch.replace(Room, "leave", leave)


@mutant("That somebody no longer types is told only after their message.")
def ended_after_the_message(patch: Patch) -> None:
    sound = Room.send_message

    def send_message(
        self: Room[Any], member: Any, text: str, client_id: str = ""
    ) -> list[Effect[Any]]:
        return sound(self, member, text, client_id)[::-1]

    patch.replace(Room, "send_message", send_message)


@mutant("When typing has ended by itself, its end is told once more with the words.")
def ends_again_with_the_words(patch: Patch) -> None:

    expire_typing, send_message = Room.expire_typing, Room.send_message
    ended: set[Any] = set()

    def ticked(self: Room[Any]) -> list[Effect[Any]]:
        before = set(self._typing)
        told = expire_typing(self)
        ended.update(before - set(self._typing))
        return told

    def said(self: Room[Any], member: Any, text: str, client_id: str = "") -> list[Effect[Any]]:
        if member in ended:
            ended.discard(member)
            self._typing.setdefault(member, 0)
        return send_message(self, member, text, client_id)

    patch.replace(Room, "send_messages", lambda _self, _member, _texts: None)
    patch.replace(Room, "expire_typing", ticked)
    patch.replace(Room, "send_message", said)


@mutant("Whoever leaves ends the typing of all who type.")
def leaving_ends_everybodys_typing(patch: Patch) -> None:

    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        others = [one for one in self._typing if one is not member]
        ended = [effect for one in others for effect in self._end_typing(one)]
        return [*ended, *sound(self, member)]

    patch.replace(Room, "leave", leave)


@mutant("Whoever stops typing without a word is taken to type for ever.")
def never_ends_by_itself(patch: Patch) -> None:
    patch.replace(Room, "typing_ends", property(lambda _self: None))


@mutant("Whoever sends their message is still taken to type.")
def not_ended_by_a_message(patch: Patch) -> None:
    sound = Room.send_message

    def send_message(
        self: Room[Any], member: Any, text: str, client_id: str = ""
    ) -> list[Effect[Any]]:
        typing, self._typing = self._typing, {}
        said = sound(self, member, text, client_id)
        self._typing = typing
        return said

    patch.replace(Room, "send_message", send_message)


@mutant("Whoever sends a private message is still taken to type.")
def not_ended_by_a_private_message(patch: Patch) -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        typing, self._typing = self._typing, {}
        private_message = sound(self, member, to, text, client_id)
        self._typing = typing
        return private_message

    patch.replace(Room, "_send_private", whisper)


@mutant("Whoever leaves while they type is still taken to type.")
def not_ended_by_leaving(patch: Patch) -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        self._typing.pop(member, None)
        return sound(self, member)

    patch.replace(Room, "leave", leave)


@mutant("Whoever goes on typing is taken to have stopped when the time of the first sign is over.")
def not_prolonged(patch: Patch) -> None:
    sound = Room._set_typing

    def type(self: Room[Any], member: Any, is_typing: bool) -> list[Effect[Any]]:
        end = self._typing.get(member)
        told = sound(self, member, is_typing)
        if end is not None and is_typing:
            self._typing[member] = end
        return told

    patch.replace(Room, "_set_typing", type)


@mutant("When typing ends by itself, all others who type are forgotten without a word.")
def one_ends_by_itself_for_all(patch: Patch) -> None:

    sound = Room.expire_typing

    def expire_typing(self: Room[Any]) -> list[Effect[Any]]:
        told = sound(self)
        if told:
            self._typing.clear()
        return told[:1]

    patch.replace(Room, "expire_typing", expire_typing)


@mutant("Those whose dialect has no word for typing are told of it as of a message.")
def told_as_a_message(patch: Patch) -> None:
    encode_with(
        lambda sound: (
            lambda event: sound(
                PublicMessage(event.name, "is typing", microseconds())
                if isinstance(event, TypingChanged)
                else event
            )
        ),
        PLAIN,
        ENVELOPE,
    )


@mutant("That somebody types is told in every room.")
def told_in_every_room(patch: Patch) -> None:
    sound = ChatService._apply_effect

    def apply_effects(self: ChatService, room: str, effect: Effect[Any]) -> None:
        sound(self, room, effect)
        match effect:
            case SendToOthers(TypingChanged() as typing, _):
                for other in set(self.rooms) - {room}:
                    self.pubsub.publish(other, typing)

    patch.replace(ChatService, "_apply_effect", apply_effects)


@mutant("That somebody types is told the first time only, not each time they say so.")
def told_only_once(patch: Patch) -> None:
    sound = Room._set_typing

    def type(self: Room[Any], member: Any, is_typing: bool) -> list[Effect[Any]]:
        is_known = is_typing and member in self._typing
        told = sound(self, member, is_typing)
        return [] if is_known else told

    patch.replace(Room, "_set_typing", type)


@mutant("A newcomer is told who has been typing.")
def told_to_newcomers(patch: Patch) -> None:
    sound = ChatService._apply_effect

    def apply_effects(self: ChatService, room: str, effect: Effect[Any]) -> None:
        sound(self, room, effect)
        if isinstance(effect, Subscribe) and room in self.rooms:
            for typist in self.rooms[room]._typing:
                self._send_to((effect.member,), TypingChanged(typist.name, True))

    patch.replace(ChatService, "_apply_effect", apply_effects)


@mutant("Only one of the others is told that somebody types.")
def told_to_one_other(patch: Patch) -> None:
    sound = ChatService._apply_effect

    def apply_effects(self: ChatService, room: str, effect: Effect[Any]) -> None:
        match effect:
            case SendToOthers(TypingChanged() as typing, client):
                others = [one for one in self.rooms[room]._members if one is not client]
                self._send_to(tuple(others[:1]), typing)
            case _:
                sound(self, room, effect)

    patch.replace(ChatService, "_apply_effect", apply_effects)


@mutant("Whoever types is told that they are typing.")
def told_to_the_typist(patch: Patch) -> None:
    sound = ChatService._apply_effect

    def apply_effects(self: ChatService, room: str, effect: Effect[Any]) -> None:
        match effect:
            case SendToOthers(TypingChanged() as typing, _):
                self.pubsub.publish(room, typing)
            case _:
                sound(self, room, effect)

    patch.replace(ChatService, "_apply_effect", apply_effects)


@mutant("Whoever comes while somebody types is not told of it until they begin anew.")
def told_to_those_who_saw_the_first_sign(patch: Patch) -> None:
    sound = ChatService._apply_effect
    told: dict[str, set[Any]] = {}

    def apply_effects(self: ChatService, room: str, effect: Effect[Any]) -> None:
        match effect:
            case SendToOthers(TypingChanged(name, is_typing) as typing, client):
                here = set(self.rooms[room]._members) - {client}
                those = told.setdefault(name, here) if is_typing else told.pop(name, here)
                self._send_to(tuple(those & here), typing)
            case _:
                sound(self, room, effect)

    patch.replace(ChatService, "_apply_effect", apply_effects)


@mutant("Whoever speaks ends the typing of all who type.")
def words_end_everybodys_typing(patch: Patch) -> None:

    sound = Room.send_message

    def send_message(
        self: Room[Any], member: Any, text: str, client_id: str = ""
    ) -> list[Effect[Any]]:
        others = [one for one in self._typing if one is not member]
        ended = [effect for one in others for effect in self._end_typing(one)]
        return [*ended, *sound(self, member, text, client_id)]

    patch.replace(Room, "send_message", send_message)
