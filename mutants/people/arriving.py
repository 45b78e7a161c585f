"""Faulty servers that ``features/people/arriving.feature`` must catch."""

import asyncio
from dataclasses import replace
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.delivery import Apply, deliver_with
from mutants.seams.notices import without_notices
from mutants.seams.publish import publish_to
from server.chat.client import Client
from server.chat.service import ChatService
from server.core.effects import Effect, SendToOne, Subscribe
from server.core.events import UserJoined
from server.core.room import Room
from server.core.rules import JoinOptions
from server.ws import fan_out
from server.ws.close_codes import CloseCode
from server.ws.fan_out import FanOut, Reader


@mutant("A joining user also receives the notice of their own join.")
def join_announced_to_the_arriving(patch: Patch) -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        return sound(self, member, replace(join_options, receives_own_join=True))

    patch.replace(Room, "join", join)


@mutant("Each join is announced twice.")
def join_announced_twice(patch: Patch) -> None:
    publish_to(lambda _all, room, event: [room] * (2 if isinstance(event, UserJoined) else 1))


@mutant("The join of a second user with the same name is not announced.")
def join_unannounced_for_a_namesake(patch: Patch) -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        is_known = join_options.name in self.members.values()
        effects = sound(self, member, join_options)
        return without_notices(effects) if is_known else effects

    patch.replace(Room, "join", join)


@mutant(
    "A reconnected user receives nothing more once the server notices the old connection's loss."
)
def reconnecting_takes_the_old_subscription(patch: Patch) -> None:
    sound = ChatService.leave

    def leave(self: ChatService, client: Client) -> None:
        members = client.room.members if client.room is not None else {}
        for other, name in members.items():
            if name == client.name and client.connection.close_code == CloseCode.ABNORMAL:
                self.pubsub.unsubscribe(client.room_name, other.connection)
        sound(self, client)

    patch.replace(ChatService, "leave", leave)


@mutant("Users in a large room are told of a join only when the next message is sent.")
def joins_not_announced_to_a_crowd(patch: Patch) -> None:
    sound = fan_out.FanOut.fall_due

    def fall_due(self: fan_out.FanOut, is_urgent: bool) -> None:
        if is_urgent or len(self) * fan_out.PATIENCE < fan_out.LEAST_PATIENCE:
            sound(self, is_urgent)

    patch.replace(fan_out.FanOut, "fall_due", fall_due)


@mutant("A user whose name differs only in case from a name in the room is given that name.")
def names_ignore_case(patch: Patch) -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        known = {name.lower(): name for name in self.members.values()}
        name = known.get(join_options.name.lower(), join_options.name)
        return sound(self, member, replace(join_options, name=name))

    patch.replace(Room, "join", join)


@mutant("When one of two users with the same name leaves, the other receives nothing more.")
def namesakes_share_a_subscription(patch: Patch) -> None:
    sound = ChatService.leave

    def leave(self: ChatService, client: Client) -> None:
        members = client.room.members if client.room is not None else {}
        for other, name in members.items():
            if name == client.name:
                self.pubsub.unsubscribe(client.room_name, other.connection)
        sound(self, client)

    patch.replace(ChatService, "leave", leave)


@mutant("In a large room, a joining user's first message overtakes the notice of their join.")
def texts_overtake_joins_in_a_crowd(patch: Patch) -> None:
    sound = FanOut.send

    def send(
        self: FanOut, text: bytes, exclude: Reader | None = None, is_urgent: bool = True
    ) -> int:
        if is_urgent or len(self) * fan_out.PATIENCE < fan_out.LEAST_PATIENCE:
            return sound(self, text, exclude, is_urgent)
        asyncio.get_running_loop().call_later(0.05, sound, self, text, exclude)
        return len(self)

    patch.replace(FanOut, "send", send)


@mutant("Users are never told that somebody joined.")
def join_never_announced(patch: Patch) -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        return without_notices(sound(self, member, join_options))

    patch.replace(Room, "join", join)


@mutant("The user who joined first is never told that others join.")
def join_not_announced_to_the_first(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        if not isinstance(effect, Subscribe) or room not in chat.rooms:
            sound(room, effect)
            return
        first = next(iter(chat.rooms[room].members))
        chat.pubsub.unsubscribe(room, first.connection)
        sound(room, effect)
        chat.pubsub.subscribe(room, first.connection, first.dialect.encode)

    deliver_with(patch, apply)


@mutant("The join of a user who was in the room before is not announced.")
def join_unannounced_on_coming_back(patch: Patch) -> None:
    sound = Room.join
    known: dict[str, set[str]] = {}

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        names, name = known.setdefault(member.room_name, set()), join_options.name
        is_known = name in names and name not in self.members.values()
        names.add(name)
        effects = sound(self, member, join_options)
        return without_notices(effects) if is_known else effects

    patch.replace(Room, "join", join)


@mutant("A joining user is told of all earlier joins as if they had just happened.")
def joins_replayed_to_new_users(patch: Patch) -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        names = dict.fromkeys(self.members.values())
        before = [UserJoined(name, self.clock(), count) for count, name in enumerate(names, 1)]
        return [
            *(SendToOne(joined, member) for joined in before),
            *sound(self, member, join_options),
        ]

    patch.replace(Room, "join", join)


@mutant(
    "A user who is excluded from a notice, such as that of their own join, misses the next message."
)
def left_out_of_the_next_texts_too(patch: Patch) -> None:
    sound = FanOut.flush

    def flush(self: FanOut) -> None:
        offsets = self.offsets
        sound(self)
        self.offsets = offsets

    patch.replace(FanOut, "flush", flush)


@mutant("A joining user receives messages only from a moment after the connection was opened.")
def subscribed_late(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        match effect:
            case Subscribe(client, joined):
                chat.pubsub.publish(room, joined, is_urgent=False)
                connection, encode = client.connection, client.dialect.encode
                later = asyncio.get_running_loop().call_later
                later(0.02, chat.pubsub.subscribe, room, connection, encode)
            case _:
                sound(room, effect)

    deliver_with(patch, apply)
