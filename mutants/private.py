"""Faulty servers that ``features/private/`` must catch."""

import asyncio
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from fnmatch import fnmatchcase
from itertools import islice
from typing import Any

from aiohttp import web

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.admission import change_connect_request
from mutants.seams.delivery import Apply, deliver_with
from mutants.seams.encode import encode_with
from mutants.seams.limits import longest_text
from mutants.seams.sequencing import change_committed, change_query, everybody
from server.chat.service import ChatService
from server.core import history_query
from server.core.effects import Effect, SendToOne, SendToSome
from server.core.events import ChatMessage, PrivateMessage, PublicMessage, Rejected, RejectionReason
from server.core.history_query import HistoryQuery
from server.core.name_index import NameIndex
from server.core.room import Room
from server.dialects.events import EVENTS
from server.web.connect_request import ConnectRequest, query_of


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


@mutant("A private message to an unknown name reaches a user whose shorter name begins it.")
def longer_names_shortened(patch: Patch) -> None:
    sound = Room.send_private

    def send_private(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        names = self.members.values()
        is_here = to in names
        meant = next((name for name in names if not is_here and to.startswith(name)), to)
        return sound(self, member, meant, text, client_id)

    patch.replace(Room, "send_private", send_private)


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


@mutant("A returning user does not receive the private messages they missed.")
def missed_ones_not_shown(patch: Patch) -> None:
    change_query(lambda query: query if query.after is None else replace(query, reader=None))


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


@mutant("A joining user receives the last private message of the room.")
def new_users_sent_the_last_one(patch: Patch) -> None:
    joined, send_private = Room.join, Room.send_private
    last: dict[int, PrivateMessage] = {}

    def keep(self: Room[Any], *rest: Any) -> list[Any]:
        found = send_private(self, *rest)
        for effect in found:
            match effect:
                case SendToSome(PrivateMessage() as private_message):
                    last[id(self)] = private_message
        return found

    def join(self: Room[Any], member: Any, join_options: Any) -> list[Any]:
        missed = [SendToOne(last[id(self)], member)] if id(self) in last else []
        return [*joined(self, member, join_options), *missed]

    patch.replace(Room, "join", join)
    patch.replace(Room, "send_private", keep)


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


@mutant("A private message comes back to its sender but never reaches the addressee.")
def not_sent_to_the_addressee(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToSome(PrivateMessage() as private_message):
                return SendToSome(private_message, (member,))
        return effect

    change_committed(change)


@mutant("A private message does not come back to its sender.")
def not_sent_to_the_sender(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToSome(PrivateMessage() as private_message, receivers):
                return SendToSome(
                    private_message, tuple(one for one in receivers if one is not member)
                )
        return effect

    change_committed(change)


@mutant("The sender's next message overtakes a private message.")
def overtaken(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        match effect:
            case SendToSome(PrivateMessage()):
                asyncio.get_running_loop().call_later(0.02, sound, room, effect)
            case _:
                sound(room, effect)

    deliver_with(patch, apply)


@mutant("Private messages to a user who left and came back are rejected.")
def rejected_for_those_who_came_back(patch: Patch) -> None:
    add, remove = NameIndex.add, NameIndex.remove
    lost: set[str] = set()

    def remove_name(self: NameIndex[Any], member: Any, name: str) -> None:
        lost.add(name)
        remove(self, member, name)

    def add_name(self: NameIndex[Any], member: Any, name: str, accepts_private: bool) -> None:
        add(self, member, name, accepts_private and name not in lost)

    patch.replace(NameIndex, "add", add_name)
    patch.replace(NameIndex, "remove", remove_name)


@mutant("If one user's dialect lacks private messages, later namesakes cannot receive them either.")
def rejected_when_the_first_cannot_hear(patch: Patch) -> None:
    sound = NameIndex.add
    unable: set[str] = set()

    def add(self: NameIndex[Any], member: Any, name: str, accepts_private: bool) -> None:
        if not accepts_private:
            unable.add(name)
        sound(self, member, name, accepts_private and name not in unable)

    patch.replace(NameIndex, "add", add)


@mutant("If the addressee's name contains spaces, only its last word is used.")
def several_names_at_once(patch: Patch) -> None:
    sound = Room.send_private

    def send_private(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        *_, last = to.split() or [to]
        return sound(self, member, last, text, client_id)

    patch.replace(Room, "send_private", send_private)


@mutant("The history shows private messages to any user who takes the name, without a token.")
def shown_again_by_mere_name(patch: Patch) -> None:
    sound = Room.query

    def query(self: Room[Any], member: Any, **asked: int | None) -> HistoryQuery:
        return replace(sound(self, member, **asked), reader=self.members[member])

    patch.replace(Room, "query", query)


@mutant("The history shows private messages to everybody.")
def shown_again_to_all(patch: Patch) -> None:
    patch.replace(history_query, "is_for", lambda message, query: True)


@mutant(
    "With sign-in, the history shows private messages only to their addressee, not their sender."
)
def shown_again_to_the_addressee_alone(patch: Patch) -> None:
    patch.replace(
        history_query,
        "is_for",
        lambda message, query: (
            not isinstance(message, PrivateMessage) or query.reader == message.to
        ),
    )


@mutant(
    "With sign-in, the history shows private messages only to their sender, not their addressee."
)
def shown_again_to_the_sender_alone(patch: Patch) -> None:
    patch.replace(
        history_query,
        "is_for",
        lambda message, query: (
            not isinstance(message, PrivateMessage) or query.reader == message.name
        ),
    )


@mutant("With sign-in, the name in the URL decides which private messages the history shows.")
def shown_by_the_name_that_is_said(patch: Patch) -> None:
    def believe(request: web.Request, asked: ConnectRequest) -> ConnectRequest:
        stated = query_of(request).get("user")
        return replace(asked, name=stated) if asked.identity is not None and stated else asked

    change_connect_request(patch, believe)


@mutant("With sign-in, the history shows private messages to users whose names begin alike.")
def shown_to_names_that_begin_alike(patch: Patch) -> None:
    def is_for(message: ChatMessage, query: HistoryQuery) -> bool:
        if not isinstance(message, PrivateMessage):
            return True
        reader = (query.reader or "?").lower()
        two = message.name.lower(), message.to.lower()
        return any(one.startswith(reader) or reader.startswith(one) for one in two)

    patch.replace(history_query, "is_for", is_for)


@mutant("A returning user also receives the private messages of others that they missed.")
def shown_to_whoever_comes_back(patch: Patch) -> None:
    patch.replace(
        history_query,
        "is_for",
        lambda message, query: (
            not isinstance(message, PrivateMessage)
            or query.after is not None
            or query.reader in (message.name, message.to)
        ),
    )


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


@mutant("Hidden private messages count towards the fifty messages of a joining user's history.")
def count_in_the_history(patch: Patch) -> None:
    sound = history_query.between

    def between(newest_first: Iterable[Any], query: HistoryQuery) -> Iterable[Any]:
        return islice(sound(newest_first, query), query.limit)

    patch.replace(history_query, "between", between)


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


@mutant("A private message is delivered as if it were public.")
def sent_as_if_to_all(patch: Patch) -> None:
    encode_with(
        lambda sound: (
            lambda event: sound(
                PublicMessage(event.name, event.text, event.sequence)
                if isinstance(event, PrivateMessage)
                else event
            )
        ),
        EVENTS,
    )


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


@mutant("A private message is sent to the whole room.")
def sent_to_all(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToSome(PrivateMessage() as private_message):
                return SendToSome(private_message, everybody(member))
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


@mutant("A private message comes back to its sender twice.")
def sent_twice_to_the_sender(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToSome(PrivateMessage() as private_message, receivers):
                return SendToSome(private_message, (*receivers, member))
        return effect

    change_committed(change)


@mutant("Private messages may be of any length.")
def too_long_relayed(patch: Patch) -> None:
    sound = Room.send_private

    def send_private(self: Room[Any], *rest: Any) -> list[Any]:
        with longest_text(10**9):
            return sound(self, *rest)

    patch.replace(Room, "send_private", send_private)
