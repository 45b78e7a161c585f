"""Faulty servers that ``features/people/`` must catch."""

import asyncio
import html
import itertools
import re
import unicodedata
from dataclasses import replace
from typing import Any
from urllib.parse import unquote_plus

from aiohttp import web

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.admission import change_connect_request
from mutants.seams.connection_end import end_unnoticed
from mutants.seams.delivery import Apply, deliver_with
from mutants.seams.notices import announce_join, without_notices
from mutants.seams.publish import publish_again, publish_to
from mutants.seams.sequencing import CommitEffect, commit_with
from server.chat.client import Client
from server.chat.service import CHAT, ChatService
from server.core import names
from server.core.effects import Effect, SendToOne, Subscribe, Unsubscribe
from server.core.events import UserJoined, UserLeft
from server.core.names import ANONYMOUS
from server.core.room import Room
from server.core.rules import JoinOptions
from server.dialects.base import Dialect
from server.store.base import Store
from server.web import connect_request as connect_requests
from server.web.connect_request import ConnectRequest, query_of
from server.ws import fan_out
from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.fan_out import FanOut, Reader


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


@mutant("A join is announced before the name is checked, even if the name is then rejected.")
def join_announced_before_the_name_is_checked(patch: Patch) -> None:
    sound = connect_requests.read_connect_request

    def read_connect_request(
        request: web.Request, usual: Dialect, protocol: str | None
    ) -> connect_requests.ConnectRequest:
        try:
            return sound(request, usual, protocol)
        except web.HTTPBadRequest:
            announce_join(request.app[CHAT], request.query.get("user", ""))
            raise

    patch.replace(connect_requests, "read_connect_request", read_connect_request)


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


@mutant("The server never notices that a connection was reset.")
def leave_lost_on_reset(patch: Patch) -> None:
    sound = Connection.connection_lost

    def connection_lost(self: Connection, exc: BaseException | None) -> None:
        if exc is not None:
            end_unnoticed(self)
        sound(self, exc)

    patch.replace(Connection, "connection_lost", connection_lost)


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


@mutant("A leave is announced once more a moment later, to the users then in the room.")
def leave_announced_again_late(patch: Patch) -> None:
    publish_again(lambda _all, room, event: [room] if isinstance(event, UserLeft) else [], 0.3)


@mutant("A leave is announced only if the connection was closed with a Close frame.")
def leave_announced_only_after_close(patch: Patch) -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        is_lost = member.connection.close_code == CloseCode.ABNORMAL
        effects = sound(self, member)
        return without_notices(effects) if is_lost else effects

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


@mutant("The leave of a user whose connection ends in the middle of a frame is never announced.")
def leave_unannounced_in_mid_frame(patch: Patch) -> None:
    sound = Connection.connection_lost

    def connection_lost(self: Connection, exc: BaseException | None) -> None:
        if self.frame_reader.rest:
            end_unnoticed(self)
        sound(self, exc)

    patch.replace(Connection, "connection_lost", connection_lost)


@mutant("The leave of a user who disconnects without a Close frame is never announced.")
def leave_unannounced_on_hanging_up(patch: Patch) -> None:
    sound = Connection.eof_received

    def eof_received(self: Connection) -> bool:
        end_unnoticed(self)
        return sound(self)

    patch.replace(Connection, "eof_received", eof_received)


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


@mutant("A name longer than 32 characters is cut off.")
def name_cut_at_32_characters(patch: Patch) -> None:
    sound = names.user_name
    patch.replace(names, "user_name", lambda raw: sound(raw)[:32])


@mutant("A name is cut off at the first character that is special in URLs or programs.")
def name_cut_at_special_characters(patch: Patch) -> None:
    sound = names.user_name
    patch.replace(names, "user_name", lambda raw: sound(re.split(r"""[&=#/?;%+."'\\<_]""", raw)[0]))


@mutant("A name is percent-decoded twice.")
def name_decoded_twice(patch: Patch) -> None:
    sound = names.user_name
    patch.replace(names, "user_name", lambda raw: sound(unquote_plus(raw)))


@mutant("Names are escaped for HTML before they are sent.")
def name_escaped_as_html(patch: Patch) -> None:
    sound = names.user_name
    patch.replace(names, "user_name", lambda raw: html.escape(sound(raw)))


@mutant("Non-ASCII letters in names become question marks.")
def name_in_ascii_only(patch: Patch) -> None:
    sound = names.user_name
    patch.replace(names, "user_name", lambda raw: sound(raw).encode("ascii", "replace").decode())


@mutant("Names are converted to title case.")
def name_in_title_case(patch: Patch) -> None:
    sound = names.user_name
    patch.replace(names, "user_name", lambda raw: sound(raw).title())


@mutant("The length of a name is counted in UTF-16 units, so emoji count twice.")
def name_length_counted_in_sixteen_bits(patch: Patch) -> None:
    sound = names.user_name

    def user_name(raw: str) -> str:
        name = sound(raw)
        if len(name.encode("utf-16-le")) > 2 * names.MAX_CHARACTERS:
            raise names.InvalidName("This name is too long.")
        return name

    patch.replace(names, "user_name", user_name)


_VALUES = {"null", "undefined", "0", "__proto__", "constructor"}


@mutant("A name that looks like a programming language's value, such as null, counts as no name.")
def name_like_a_value_is_none(patch: Patch) -> None:
    sound = names.user_name
    patch.replace(names, "user_name", lambda raw: names.ANONYMOUS if raw in _VALUES else sound(raw))


@mutant("Accents in names are not normalised, so one name exists in two forms.")
def name_not_composed(patch: Patch) -> None:
    sound = names.user_name

    def user_name(raw: str) -> str:
        name = sound(raw)
        return raw.strip() if unicodedata.normalize("NFC", raw.strip()) == name else name

    patch.replace(names, "user_name", user_name)


@mutant("Spaces around a name are kept.")
def name_not_trimmed(patch: Patch) -> None:
    sound = names.user_name

    def user_name(raw: str) -> str:
        name = sound(raw)
        return raw if raw.strip() == name else name

    patch.replace(names, "user_name", user_name)


@mutant("Every name is accepted, even a misleading one.")
def name_unchecked(patch: Patch) -> None:
    patch.replace(names, "user_name", lambda raw: unicodedata.normalize("NFC", raw.strip()))


@mutant("Joiners inside a name are removed, which breaks family emoji and Persian words.")
def name_without_joiners(patch: Patch) -> None:
    sound = names.user_name
    patch.replace(
        names, "user_name", lambda raw: sound(raw).replace("\u200d", "").replace("\u200c", "")
    )


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


@mutant("Users may call themselves server or system.")
def reserved_names_allowed(patch: Patch) -> None:
    names.RESERVED.clear()


@mutant("Reserved names are rejected in lower case only.")
def reserved_names_checked_by_case(patch: Patch) -> None:
    sound, reserved = names.user_name, set(names.RESERVED)
    names.RESERVED.clear()

    def user_name(raw: str) -> str:
        if raw.strip() in reserved:
            raise names.InvalidName("This name is reserved.")
        return sound(raw)

    patch.replace(names, "user_name", user_name)


@mutant("The join of a second user without a name is not announced.")
def second_anonymous_unannounced(patch: Patch) -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        is_second = join_options.name == ANONYMOUS and ANONYMOUS in self.members.values()
        effects = sound(self, member, join_options)
        return without_notices(effects) if is_second else effects

    patch.replace(Room, "join", join)


@mutant("Several spaces in a name become one.")
def spaces_in_names_collapsed(patch: Patch) -> None:
    sound = names.user_name
    patch.replace(names, "user_name", lambda raw: " ".join(sound(raw).split()))


@mutant("A name that contains a space is rejected.")
def spaces_in_names_rejected(patch: Patch) -> None:
    sound = names.user_name

    def user_name(raw: str) -> str:
        if " " in raw.strip():
            raise names.InvalidName("A name is one word.")
        return sound(raw)

    patch.replace(names, "user_name", user_name)


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
