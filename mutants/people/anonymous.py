"""Faulty servers that ``features/people/anonymous.feature`` must catch."""

import asyncio
import itertools
from dataclasses import replace
from typing import Any

from aiohttp import web

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.admission import change_connect_request
from mutants.seams.delivery import Apply, deliver_with
from mutants.seams.notices import without_notices
from mutants.seams.publish import publish_to
from mutants.seams.sequencing import CommitEffect, commit_with
from server.chat.service import ChatService
from server.core import names
from server.core.effects import Effect, SendToOne, Subscribe, Unsubscribe
from server.core.events import UserJoined, UserLeft
from server.core.names import ANONYMOUS
from server.core.room import Room
from server.core.rules import JoinOptions
from server.store.base import Store
from server.web.connect_request import ConnectRequest, query_of
from server.ws.close_codes import CloseCode
from server.ws.fan_out import FanOut


@mutant("Users without a name are numbered.")
def anonymous_numbered(patch: Patch) -> None:
    numbers = itertools.count(1)

    def number(_request: web.Request, asked: ConnectRequest) -> ConnectRequest:
        if asked.name != ANONYMOUS:
            return asked
        return replace(asked, name=f"{ANONYMOUS}{next(numbers)}")

    change_connect_request(patch, number)


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


@mutant("An empty or blank name is kept as it is, so nobody sees who wrote a message.")
def blank_name_kept(patch: Patch) -> None:
    def keep(request: web.Request, asked: ConnectRequest) -> ConnectRequest:
        name = query_of(request).get("user", ANONYMOUS)
        return asked if name.strip() else replace(asked, name=name)

    change_connect_request(patch, keep)


@mutant("Users are never told that somebody left.")
def leave_never_announced(patch: Patch) -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        return without_notices(sound(self, member))

    patch.replace(Room, "leave", leave)


@mutant("A leave is announced under the name of the user who has been in the room longest.")
def leave_of_somebody_else(patch: Patch) -> None:
    def bent(sound: CommitEffect) -> CommitEffect:
        def commit_effect(store: Store, room: str, member: Any, effect: Effect[Any]) -> Effect[Any]:
            committed = sound(store, room, member, effect)
            if isinstance(committed, Unsubscribe) and member.room:
                committed.left.name = next(iter(member.room.members.values()))
            return committed

        return commit_effect

    commit_with(bent)


@mutant("The leave of the user who joined first is not announced.")
def leave_of_the_first_unannounced(patch: Patch) -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        is_first = member in list(self.members)[:1]
        effects = sound(self, member)
        return without_notices(effects) if is_first else effects

    patch.replace(Room, "leave", leave)


@mutant("A leave is announced only if the connection was lost, not if it was closed properly.")
def leave_announced_only_without_close(patch: Patch) -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        is_lost = member.connection.close_code == CloseCode.ABNORMAL
        effects = sound(self, member)
        return effects if is_lost else without_notices(effects)

    patch.replace(Room, "leave", leave)


@mutant("Each leave is announced twice.")
def leave_announced_twice(patch: Patch) -> None:
    publish_to(lambda _all, room, event: [room] * (2 if isinstance(event, UserLeft) else 1))


@mutant("A leave is not announced while another connection in the room has the same name.")
def leave_unannounced_for_a_namesake(patch: Patch) -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        name = self.members.get(member)
        effects = sound(self, member)
        return without_notices(effects) if name in self.members.values() else effects

    patch.replace(Room, "leave", leave)


@mutant("If several users leave at the same moment, only the first leave is announced.")
def leaves_at_once_announced_as_one(patch: Patch) -> None:
    sound = Room.leave
    last: dict[str, float] = {}

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        now, before = member.connection.now(), last.get(member.room_name, 0.0)
        last[member.room_name] = now
        effects = sound(self, member)
        return without_notices(effects) if now - before < 0.01 else effects

    patch.replace(Room, "leave", leave)


@mutant("A user without a name is rejected.")
def nameless_users_rejected(patch: Patch) -> None:
    def reject(_request: web.Request, asked: ConnectRequest) -> ConnectRequest:
        if asked.name == ANONYMOUS:
            raise web.HTTPBadRequest(text="Please choose a name.")
        return asked

    change_connect_request(patch, reject)


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


@mutant("Names are converted to title case.")
def name_in_title_case(patch: Patch) -> None:
    sound = names.user_name
    patch.replace(names, "user_name", lambda raw: sound(raw).title())


@mutant("The join of a second user without a name is not announced.")
def second_anonymous_unannounced(patch: Patch) -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        is_second = join_options.name == ANONYMOUS and ANONYMOUS in self.members.values()
        effects = sound(self, member, join_options)
        return without_notices(effects) if is_second else effects

    patch.replace(Room, "join", join)


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
