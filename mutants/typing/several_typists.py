"""Faulty servers that ``features/typing/several_typists.feature`` must catch."""

from collections.abc import Iterable
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.delivery import Apply, deliver_with
from mutants.seams.namesakes import others_of
from server.chat.service import ChatService
from server.core.effects import Effect, SendToOthers, Subscribe, Unsubscribe
from server.core.events import TypingChanged
from server.core.room import Room
from server.core.rules import JoinOptions
from server.ws.close_codes import CloseCode


def _end(room: Room[Any], members: Iterable[Any]) -> list[Effect[Any]]:
    return [effect for member in list(members) for effect in room.end_typing(member)]


@mutant("When one user stops typing, all others are announced as no longer typing.")
def one_stop_ends_all(patch: Patch) -> None:
    sound = Room.set_typing

    def set_typing(self: Room[Any], member: Any, is_typing: bool) -> list[Effect[Any]]:
        effects = sound(self, member, is_typing)
        return effects if is_typing else [*effects, *_end(self, self.typing_until)]

    patch.replace(Room, "set_typing", set_typing)


@mutant("A second user who starts typing ends the typing of the first.")
def one_typist_at_a_time(patch: Patch) -> None:
    sound = Room.set_typing

    def set_typing(self: Room[Any], member: Any, is_typing: bool) -> list[Effect[Any]]:
        others = [one for one in self.typing_until if one is not member] if is_typing else []
        return [*_end(self, others), *sound(self, member, is_typing)]

    patch.replace(Room, "set_typing", set_typing)


@mutant("Only the first eight users who type at once are announced.")
def eight_typists_at_most(patch: Patch) -> None:
    sound = Room.set_typing

    def set_typing(self: Room[Any], member: Any, is_typing: bool) -> list[Effect[Any]]:
        is_full = is_typing and len(self.typing_until) >= 8
        return [] if is_full else sound(self, member, is_typing)

    patch.replace(Room, "set_typing", set_typing)


@mutant("A message ends the typing of users whose names differ only in case.")
def names_of_typists_ignore_case(patch: Patch) -> None:
    sound = Room.send_message

    def send_message(self: Room[Any], member: Any, text: str, client_id: str = "") -> list[Any]:
        alike = [
            one
            for one in self.typing_until
            if self.members[one].lower() == self.members[member].lower() and one is not member
        ]
        return [*_end(self, alike), *sound(self, member, text, client_id)]

    patch.replace(Room, "send_message", send_message)


@mutant("A join ends the typing of everybody in the room.")
def joins_end_typing(patch: Patch) -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        return [*_end(self, self.typing_until), *sound(self, member, join_options)]

    patch.replace(Room, "join", join)


@mutant("A lost connection ends the typing of everybody in the room.")
def losses_end_typing(patch: Patch) -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        effects = sound(self, member)
        is_lost = member.connection.close_code == CloseCode.ABNORMAL
        return [*effects, *(_end(self, self.typing_until) if is_lost else [])]

    patch.replace(Room, "leave", leave)


@mutant("The end of typing reaches only those who saw its beginning.")
def end_hidden_from_newcomers(patch: Patch) -> None:
    here: dict[str, set[Any]] = {}

    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        match effect:
            case SendToOthers(TypingChanged(name, True), client):
                here[name] = set(chat.rooms[room].members) - {client}
                sound(room, effect)
            case SendToOthers(TypingChanged(name, False) as typing, client):
                others = set(chat.rooms[room].members) - {client} if room in chat.rooms else set()
                chat.delivery.send_to(tuple(others & here.get(name, others)), typing)
            case _:
                sound(room, effect)

    deliver_with(patch, apply)


@mutant("A user who was lost while typing is still typing after coming back.")
def typing_survives_a_loss(patch: Patch) -> None:
    leave, join = Room.leave, Room.join
    lost: set[str] = set()

    def left(self: Room[Any], member: Any) -> list[Effect[Any]]:
        if member in self.typing_until:
            lost.add(member.name)
        return leave(self, member)

    def joined(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        effects = join(self, member, join_options)
        if join_options.name in lost:
            lost.discard(join_options.name)
            return [*effects, *self.set_typing(member, True)]
        return effects

    patch.replace(Room, "leave", left)
    patch.replace(Room, "join", joined)


def _without_own(patch: Patch, is_typing: bool) -> None:
    """Keep signs of typing, or their end, from the typist's other connections."""

    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        match effect:
            case SendToOthers(TypingChanged(name, value) as typing, client) if value == is_typing:
                members = chat.rooms[room].members if room in chat.rooms else {}
                others = [c for c, its in members.items() if c is not client and its != name]
                chat.delivery.send_to(tuple(others), typing)
            case _:
                sound(room, effect)

    deliver_with(patch, apply)


@mutant("A user's other connections do not see that the user is typing.")
def hidden_from_own_connections(patch: Patch) -> None:
    _without_own(patch, True)


@mutant("A user's other connections do not see that the user is no longer typing.")
def end_hidden_from_own_connections(patch: Patch) -> None:
    _without_own(patch, False)


@mutant("A message from one connection ends the typing on the user's others.")
def messages_end_typing_on_other_connections(patch: Patch) -> None:
    sound = Room.send_message

    def send_message(self: Room[Any], member: Any, text: str, client_id: str = "") -> list[Any]:
        return [*_end(self, others_of(member)), *sound(self, member, text, client_id)]

    patch.replace(Room, "send_message", send_message)


@mutant("The loss of one connection ends the typing on the user's others.")
def losses_end_typing_on_other_connections(patch: Patch) -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        return [*_end(self, others_of(member)), *sound(self, member)]

    patch.replace(Room, "leave", leave)


@mutant("Typing does not end with its connection while the user has another one.")
def not_ended_while_another_connection_is_open(patch: Patch) -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        if others_of(member):
            self.typing_until.pop(member, None)
        return sound(self, member)

    patch.replace(Room, "leave", leave)


@mutant("A message in one room ends the user's typing in all rooms.")
def messages_end_typing_in_other_rooms(patch: Patch) -> None:
    sound = ChatService.receive_all

    def receive_all(self: ChatService, client: Any, texts: list[str]) -> None:
        sound(self, client, texts)
        if client.room is None or client in client.room.typing_until:
            return
        for name, other in self.rooms.items():
            twins = [one for one in other.typing_until if one.name == client.name]
            if name != client.room_name and '"message"' in texts[-1]:
                for effect in _end(other, twins):
                    self.delivery.apply(name, effect)

    patch.replace(ChatService, "receive_all", receive_all)


@mutant("The end of typing is not announced after somebody else has joined or left.")
def end_not_sent_after_a_join_or_leave(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        sound(room, effect)
        if isinstance(effect, Unsubscribe | Subscribe) and room in chat.rooms:
            chat.rooms[room].typing_until.clear()

    deliver_with(patch, apply)
