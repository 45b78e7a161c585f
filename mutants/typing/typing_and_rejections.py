"""Faulty servers that ``features/typing/typing_and_rejections.feature`` must catch."""

from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from server.chat.client import Client
from server.chat.service import ChatService
from server.core.commands import (
    Command,
    InvalidCommand,
    ListUsers,
    PingRequest,
    ReadHistory,
    SetTyping,
)
from server.core.effects import Effect, SendToOne, SendToOthers
from server.core.events import Rejected, RejectionReason, TypingChanged
from server.core.room import Room


def _is_rejected(effects: list[Effect[Any]], *reasons: RejectionReason) -> bool:
    return any(
        isinstance(effect, SendToOne)
        and isinstance(effect.event, Rejected)
        and (not reasons or effect.event.why in reasons)
        for effect in effects
    )


def _after_rejection(patch: Patch, add: Any, *reasons: RejectionReason) -> None:
    """Add the effects ``add(room, member)`` to the rejection of a command for one of ``reasons``,
    or for any."""
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        effects = sound(self, member, command)
        return [*add(self, member), *effects] if _is_rejected(effects, *reasons) else effects

    patch.replace(Room, "handle", handle)


@mutant("A blank message ends the sender's typing.")
def ended_by_a_blank_message(patch: Patch) -> None:
    _after_rejection(patch, Room.end_typing, RejectionReason.BAD_MESSAGE)


@mutant("A message that is too long ends the sender's typing.")
def ended_by_a_message_that_is_too_long(patch: Patch) -> None:
    _after_rejection(patch, Room.end_typing, RejectionReason.TOO_LONG)


@mutant("A private message that reaches nobody ends the sender's typing.")
def ended_by_a_private_message_to_nobody(patch: Patch) -> None:
    _after_rejection(patch, Room.end_typing, RejectionReason.NO_SUCH_USER)


@mutant("A frame that is not in the dialect ends the sender's typing.")
def ended_by_an_invalid_frame(patch: Patch) -> None:
    kinds = (RejectionReason.BAD_JSON, RejectionReason.UNKNOWN_TYPE, RejectionReason.ALREADY_JOINED)
    _after_rejection(patch, Room.end_typing, *kinds)


@mutant("A rejected message forgets that the sender types, so its end is never announced.")
def forgotten_with_a_rejected_message(patch: Patch) -> None:
    def forget(room: Room[Any], member: Any) -> list[Effect[Any]]:
        room.typing_until.pop(member, None)
        return []

    _after_rejection(patch, forget)


@mutant("A rejected message ends the typing of everybody else.")
def others_ended_by_a_rejected_message(patch: Patch) -> None:
    def end_others(room: Room[Any], member: Any) -> list[Effect[Any]]:
        return [
            e for one in [*room.typing_until] if one is not member for e in room.end_typing(one)
        ]

    _after_rejection(patch, end_others)


@mutant("A rejected message is announced as typing.")
def started_by_a_rejected_message(patch: Patch) -> None:
    def start(room: Room[Any], member: Any) -> list[Effect[Any]]:
        return [SendToOthers(TypingChanged(room.members[member], True), member)]

    _after_rejection(patch, start)


@mutant("A request for the user list or the history ends the typing of the user who asks.")
def ended_by_a_request(patch: Patch) -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        is_request = isinstance(command, ListUsers | ReadHistory | PingRequest)
        return [*(self.end_typing(member) if is_request else []), *sound(self, member, command)]

    patch.replace(Room, "handle", handle)


@mutant("A private message ends the typing of its recipient.")
def ended_by_receiving_a_private_message(patch: Patch) -> None:
    sound = Room.send_private

    def send_private(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        ended = [
            effect
            for one in [*self.typing_until]
            if self.members[one] == to
            for effect in self.end_typing(one)
        ]
        return [*ended, *sound(self, member, to, text, client_id)]

    patch.replace(Room, "send_private", send_private)


@mutant("Typing before joining is announced when the user joins.")
def started_before_joining(patch: Patch) -> None:
    outside, join = ChatService.handle_before_join, ChatService.join
    typing: set[Client] = set()

    def handle(self: ChatService, client: Client, command: Command) -> list[Effect[Client]]:
        if isinstance(command, SetTyping):
            typing.add(client)
        return outside(self, client, command)

    def joined(self: ChatService, client: Client, name: str) -> list[Effect[Client]]:
        effects = join(self, client, name)
        is_typing = client in typing and client.room is not None
        return [*effects, SendToOthers(TypingChanged(name, True), client)] if is_typing else effects

    patch.replace(ChatService, "handle_before_join", handle)
    patch.replace(ChatService, "join", joined)


@mutant("A user who once typed before joining can never be seen typing.")
def never_after_typing_before_joining(patch: Patch) -> None:
    outside, sound = ChatService.handle_before_join, Room.set_typing
    early: set[Any] = set()

    def handle(self: ChatService, client: Client, command: Command) -> list[Effect[Client]]:
        if isinstance(command, SetTyping):
            early.add(client)
        return outside(self, client, command)

    def set_typing(self: Room[Any], member: Any, is_typing: bool) -> list[Effect[Any]]:
        return [] if member in early else sound(self, member, is_typing)

    patch.replace(ChatService, "handle_before_join", handle)
    patch.replace(Room, "set_typing", set_typing)


@mutant("An invalid sign of typing counts as one.")
def invalid_signs_count(patch: Patch) -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        effects = sound(self, member, command)
        match command:
            case InvalidCommand(_, sentence) if "typing" in sentence:
                return [*self.set_typing(member, True), *effects]
        return effects

    patch.replace(Room, "handle", handle)
