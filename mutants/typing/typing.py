"""Faulty servers that ``features/typing/typing.feature`` must catch."""

from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.delivery import Apply, deliver_with
from mutants.seams.encode import encode_with
from server.chat.service import ChatService
from server.core.clock import microseconds
from server.core.effects import Effect, SendToOthers, Subscribe
from server.core.events import PublicMessage, TypingChanged
from server.core.room import Room
from server.dialects.envelope import ENVELOPE
from server.dialects.plain import PLAIN


@mutant("The end of typing is not announced when a user says that they stopped.")
def end_not_sent(patch: Patch) -> None:
    sound = Room.set_typing

    def set_typing(self: Room[Any], member: Any, is_typing: bool) -> list[Effect[Any]]:
        return sound(self, member, is_typing) if is_typing else []

    patch.replace(Room, "set_typing", set_typing)


@mutant("The end of typing is announced for a user who was not typing.")
def end_sent_without_beginning(patch: Patch) -> None:
    sound = Room.set_typing

    def set_typing(self: Room[Any], member: Any, is_typing: bool) -> list[Effect[Any]]:
        if is_typing or member in self.typing_until:
            return sound(self, member, is_typing)
        return [SendToOthers(TypingChanged(self.members[member], False), member)]

    patch.replace(Room, "set_typing", set_typing)


@mutant("The end of typing is announced only after the user's leave.")
def ended_after_leaving(patch: Patch) -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        return sound(self, member)[::-1]

    patch.replace(Room, "leave", leave)


@mutant("The end of typing is announced only after the user's message.")
def ended_after_the_message(patch: Patch) -> None:
    sound = Room.send_message

    def send_message(
        self: Room[Any], member: Any, text: str, client_id: str = ""
    ) -> list[Effect[Any]]:
        return sound(self, member, text, client_id)[::-1]

    patch.replace(Room, "send_message", send_message)


@mutant("After typing has timed out, its end is announced again with the user's next message.")
def ends_again_with_the_texts(patch: Patch) -> None:
    expire_typing, send_message = Room.expire_typing, Room.send_message
    ended: set[Any] = set()

    def ticked(self: Room[Any]) -> list[Effect[Any]]:
        before = set(self.typing_until)
        effects = expire_typing(self)
        ended.update(before - set(self.typing_until))
        return effects

    def sent(self: Room[Any], member: Any, text: str, client_id: str = "") -> list[Effect[Any]]:
        if member in ended:
            ended.discard(member)
            self.typing_until.setdefault(member, 0)
        return send_message(self, member, text, client_id)

    patch.replace(Room, "send_messages", lambda _self, _member, _texts: None)
    patch.replace(Room, "expire_typing", ticked)
    patch.replace(Room, "send_message", sent)


@mutant("The leave of one user ends the typing of all users.")
def leaving_ends_everybodys_typing(patch: Patch) -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        others = [one for one in self.typing_until if one is not member]
        ended = [effect for one in others for effect in self.end_typing(one)]
        return [*ended, *sound(self, member)]

    patch.replace(Room, "leave", leave)


@mutant("The typing indicator of a user who falls silent never times out.")
def never_ends_by_itself(patch: Patch) -> None:
    patch.replace(Room, "typing_ends", property(lambda _self: None))


@mutant("Sending a message does not end the sender's typing.")
def not_ended_by_a_message(patch: Patch) -> None:
    sound = Room.send_message

    def send_message(
        self: Room[Any], member: Any, text: str, client_id: str = ""
    ) -> list[Effect[Any]]:
        typing, self.typing_until = self.typing_until, {}
        effects = sound(self, member, text, client_id)
        self.typing_until = typing
        return effects

    patch.replace(Room, "send_message", send_message)


@mutant("Sending a private message does not end the sender's typing.")
def not_ended_by_a_private_message(patch: Patch) -> None:
    sound = Room.send_private

    def send_private(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        typing, self.typing_until = self.typing_until, {}
        effects = sound(self, member, to, text, client_id)
        self.typing_until = typing
        return effects

    patch.replace(Room, "send_private", send_private)


@mutant("The end of typing is not announced when a typing user leaves.")
def not_ended_by_leaving(patch: Patch) -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        self.typing_until.pop(member, None)
        return sound(self, member)

    patch.replace(Room, "leave", leave)


@mutant("Further typing does not extend the timeout of the typing indicator.")
def not_prolonged(patch: Patch) -> None:
    sound = Room.set_typing

    def set_typing(self: Room[Any], member: Any, is_typing: bool) -> list[Effect[Any]]:
        end = self.typing_until.get(member)
        effects = sound(self, member, is_typing)
        if end is not None and is_typing:
            self.typing_until[member] = end
        return effects

    patch.replace(Room, "set_typing", set_typing)


@mutant("When one user's typing times out, all others stop typing without an announcement.")
def one_ends_by_itself_for_all(patch: Patch) -> None:
    sound = Room.expire_typing

    def expire_typing(self: Room[Any]) -> list[Effect[Any]]:
        effects = sound(self)
        if effects:
            self.typing_until.clear()
        return effects[:1]

    patch.replace(Room, "expire_typing", expire_typing)


@mutant("Users whose dialect has no typing indicator receive it as a message.")
def sent_as_a_message(patch: Patch) -> None:
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


@mutant("Typing is announced in every room.")
def sent_in_every_room(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        sound(room, effect)
        match effect:
            case SendToOthers(TypingChanged() as typing, _):
                for other in set(chat.rooms) - {room}:
                    chat.pubsub.publish(other, typing)

    deliver_with(patch, apply)


@mutant("Repeated typing is announced only the first time.")
def sent_only_once(patch: Patch) -> None:
    sound = Room.set_typing

    def set_typing(self: Room[Any], member: Any, is_typing: bool) -> list[Effect[Any]]:
        is_known = is_typing and member in self.typing_until
        effects = sound(self, member, is_typing)
        return [] if is_known else effects

    patch.replace(Room, "set_typing", set_typing)


@mutant("A joining user is told which users were already typing.")
def sent_to_new_users(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        sound(room, effect)
        if isinstance(effect, Subscribe) and room in chat.rooms:
            for typist in chat.rooms[room].typing_until:
                chat.delivery.send_to((effect.member,), TypingChanged(typist.name, True))

    deliver_with(patch, apply)


@mutant("Typing is announced to only one of the other users.")
def sent_to_one_other(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        match effect:
            case SendToOthers(TypingChanged() as typing, client):
                others = [one for one in chat.rooms[room].members if one is not client]
                chat.delivery.send_to(tuple(others[:1]), typing)
            case _:
                sound(room, effect)

    deliver_with(patch, apply)


@mutant("A typing user receives their own typing indicator.")
def sent_to_the_typist(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        match effect:
            case SendToOthers(TypingChanged() as typing, _):
                chat.pubsub.publish(room, typing)
            case _:
                sound(room, effect)

    deliver_with(patch, apply)


@mutant("A user who joins while somebody types misses repeated typing announcements.")
def sent_to_those_who_saw_the_first_sign(patch: Patch) -> None:
    announced: dict[str, set[Any]] = {}

    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        match effect:
            case SendToOthers(TypingChanged(name, is_typing) as typing, client):
                here = set(chat.rooms[room].members) - {client}
                those = announced.setdefault(name, here) if is_typing else announced.pop(name, here)
                chat.delivery.send_to(tuple(those & here), typing)
            case _:
                sound(room, effect)

    deliver_with(patch, apply)


@mutant("A message from one user ends the typing of all users.")
def texts_end_everybodys_typing(patch: Patch) -> None:
    sound = Room.send_message

    def send_message(
        self: Room[Any], member: Any, text: str, client_id: str = ""
    ) -> list[Effect[Any]]:
        others = [one for one in self.typing_until if one is not member]
        ended = [effect for one in others for effect in self.end_typing(one)]
        return [*ended, *sound(self, member, text, client_id)]

    patch.replace(Room, "send_message", send_message)
