"""Faulty servers that ``features/people/several_connections.feature`` must catch."""

from collections.abc import Iterable
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.delivery import Apply, deliver_with
from mutants.seams.messages import deliver_only_to
from mutants.seams.namesakes import first_of_each_name, has_namesake, others_of
from mutants.seams.notices import without_notices
from server.chat.client import Client
from server.chat.service import ChatService
from server.core.effects import CloseConnection, Effect, Subscribe, Unsubscribe
from server.core.room import Room
from server.core.rules import JoinOptions
from server.ws.close_codes import CloseCode


@mutant("Only the first connection of a user receives messages.")
def messages_to_the_first_connection_only(patch: Patch) -> None:
    deliver_only_to(lambda _sender, clients: first_of_each_name(clients))


@mutant("Only the last connection of a user receives messages.")
def messages_to_the_last_connection_only(patch: Patch) -> None:
    deliver_only_to(lambda _sender, clients: first_of_each_name(clients[::-1]))


@mutant("The third connection of a user receives no messages.")
def third_connection_misses_messages(patch: Patch) -> None:
    def chosen(_sender: Client, clients: list[Client]) -> Iterable[Client]:
        before: dict[str, int] = {}
        for client in clients:
            before[client.name] = before.get(client.name, 0) + 1
            if before[client.name] != 3:
                yield client

    deliver_only_to(chosen)


@mutant("A user's other connections do not receive what the user says.")
def own_messages_on_one_connection_only(patch: Patch) -> None:
    deliver_only_to(
        lambda sender, clients: [c for c in clients if c is sender or c.name != sender.name]
    )


@mutant("A user's other connections receive what the user says only if they speak its dialect.")
def own_messages_in_one_dialect_only(patch: Patch) -> None:
    deliver_only_to(
        lambda sender, clients: [
            c for c in clients if c.name != sender.name or c.dialect is sender.dialect
        ]
    )


@mutant("A connection misses messages if its user's first connection speaks another dialect.")
def other_dialects_of_a_user_miss_messages(patch: Patch) -> None:
    def chosen(_sender: Client, clients: list[Client]) -> Iterable[Client]:
        first = {client.name: client.dialect for client in reversed(clients)}
        return [client for client in clients if client.dialect is first[client.name]]

    deliver_only_to(chosen)


@mutant("A text that a user sends on two connections is delivered once.")
def same_text_of_two_connections_delivered_once(patch: Patch) -> None:
    last: dict[str, tuple[Client, str]] = {}
    sound = Room.send_message

    def send_message(self: Room[Any], member: Any, text: str, client_id: str = "") -> list[Any]:
        other = last.get(member.name)
        if other is not None and other[0] is not member and other[1] == text:
            return []
        last[member.name] = member, text
        return sound(self, member, text, client_id)

    patch.replace(Room, "send_messages", lambda _self, _member, _texts: None)
    patch.replace(Room, "send_message", send_message)


@mutant("The third connection of a user is not announced.")
def third_connection_unannounced(patch: Patch) -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        effects = sound(self, member, join_options)
        same = [name for name in self.members.values() if name == join_options.name]
        return effects if len(same) < 3 else without_notices(effects)

    patch.replace(Room, "join", join)


def _notice_to_others(patch: Patch, kind: type) -> None:
    """Keep the notices in effects of this kind from the user's other connections."""

    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        match effect:
            case Subscribe(client) | Unsubscribe(client) if isinstance(effect, kind):
                name = effect.joined.name if isinstance(effect, Subscribe) else effect.left.name
                members = chat.rooms[room].members if room in chat.rooms else {}
                own = [c for c, its in members.items() if its == name and c is not client]
                for one in own:
                    chat.pubsub.unsubscribe(room, one.connection)
                sound(room, effect)
                for one in own:
                    chat.pubsub.subscribe(room, one.connection, one.dialect.encode)
            case _:
                sound(room, effect)

    deliver_with(patch, apply)


@mutant("A user's connections are not notified of another connection of the user.")
def own_connections_not_told_of_joins(patch: Patch) -> None:
    _notice_to_others(patch, Subscribe)


@mutant("A user's connections are not notified when another connection of the user ends.")
def own_connections_not_told_of_leaves(patch: Patch) -> None:
    _notice_to_others(patch, Unsubscribe)


@mutant("When the connection of a user is lost, the server closes the user's other connections.")
def loss_closes_other_connections(patch: Patch) -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        others = others_of(member) if member.connection.close_code == CloseCode.ABNORMAL else []
        return [*sound(self, member), *(CloseConnection(one, 1000) for one in others)]

    patch.replace(Room, "leave", leave)


@mutant("When one connection of a user ends, the user's others receive nothing more.")
def one_end_silences_other_connections(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        sound(room, effect)
        if isinstance(effect, Unsubscribe) and room in chat.rooms:
            for one, name in chat.rooms[room].members.items():
                if name == effect.left.name:
                    chat.pubsub.unsubscribe(room, one.connection)

    deliver_with(patch, apply)


@mutant("Of two connections of a user that are lost at once, only one is announced as left.")
def second_loss_unannounced(patch: Patch) -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        is_lost = member.connection.close_code == CloseCode.ABNORMAL
        is_shared = is_lost and has_namesake(self, member, member.name)
        effects = sound(self, member)
        return without_notices(effects) if is_shared else effects

    patch.replace(Room, "leave", leave)


@mutant("A leave is announced in every room that the user is in with another connection.")
def leave_announced_in_the_users_other_rooms(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        sound(room, effect)
        if isinstance(effect, Unsubscribe):
            for name, other in chat.rooms.items():
                if name != room and effect.left.name in other.names:
                    chat.pubsub.publish(name, effect.left)

    deliver_with(patch, apply)


@mutant("What a user says in one room also reaches the other room that the user is in.")
def messages_in_the_users_other_rooms(patch: Patch) -> None:
    sound = ChatService.receive_all

    def receive_all(self: ChatService, client: Client, texts: list[str]) -> None:
        sound(self, client, texts)
        for name, other in self.rooms.items():
            twin = next((one for one, its in other.members.items() if its == client.name), None)
            if name != client.room_name and twin is not None:
                sound(self, twin, texts)

    patch.replace(ChatService, "receive_all", receive_all)


@mutant("A user's join closes the connections of that name in other rooms.")
def join_ends_the_stay_in_other_rooms(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        sound(room, effect)
        if isinstance(effect, Subscribe):
            for name, other in chat.rooms.items():
                twins = [one for one, its in other.members.items() if its == effect.joined.name]
                for twin in twins if name != room else []:
                    twin.connection.close(CloseCode.NORMAL, "")

    deliver_with(patch, apply)
