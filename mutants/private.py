"""Faulty servers that ``features/private/`` must catch."""

import asyncio
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from fnmatch import fnmatchcase
from itertools import islice
from typing import Any
from urllib.parse import parse_qs

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.encoding import encode_with
from mutants.seams.settling import change_query, change_settled, everybody
from server.chat.service import ChatService
from server.core import history_query, room
from server.core.effects import Effect, SendToOne, SendToSome
from server.core.events import ChatMessage, PrivateMessage, PublicMessage, Rejected, RejectionReason
from server.core.history_query import HistoryQuery
from server.core.name_index import NameIndex
from server.core.room import Room
from server.dialects.events import EVENTS
from server.web import chat_endpoints


@mutant("What is said to somebody who is not here is heard by the whole room.")
def absent_addressee_means_all(patch: Patch) -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        private_message = sound(self, member, to, text, client_id)
        match private_message:
            case [SendToOne(Rejected(RejectionReason.NO_SUCH_USER), _)]:
                return self.send_message(member, text, client_id)
        return private_message

    patch.replace(Room, "_send_private", whisper)


@mutant("The beginning of a name is enough to find an addressee.")
def beginning_of_a_name_is_enough(patch: Patch) -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        names = self._members.values()
        meant = next((name for name in names if to.strip() and name.startswith(to)), to)
        return sound(self, member, meant, text, client_id)

    patch.replace(Room, "_send_private", whisper)


@mutant("A blank private message is passed on.")
def blank_relayed(patch: Patch) -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        hearers = [one for one, name in self._members.items() if name == to]
        if hearers and not text.strip():
            return [SendToSome(PrivateMessage(self._members[member], to, text), (*hearers, member))]
        return sound(self, member, to, text, client_id)

    patch.replace(Room, "_send_private", whisper)


@mutant("A private message finds its addressee in whatever room they are.")
def found_in_any_room(patch: Patch) -> None:
    sound = ChatService._apply_effect

    def apply_effects(self: ChatService, room: str, effect: Any) -> None:
        match effect:
            case SendToSome(PrivateMessage() as private_message, hearers):
                everywhere = [one for each in self.rooms.values() for one in each._members]
                named = [one for one in everywhere if one.name == private_message.to]
                effect = SendToSome(private_message, tuple({*hearers, *named}))
        sound(self, room, effect)

    patch.replace(ChatService, "_apply_effect", apply_effects)


@mutant("What is said to somebody who has left is told to them when they come back.")
def kept_for_the_absent(patch: Patch) -> None:
    joined, whisper = Room.join, Room._send_private
    waiting: list[PrivateMessage] = []

    def keep(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        found = whisper(self, member, to, text, client_id)
        match found:
            case [SendToOne(Rejected(RejectionReason.NO_SUCH_USER), _)]:
                waiting.append(PrivateMessage(self._members[member], to, text, self._clock()))
        return found

    def join(self: Room[Any], member: Any, join_options: Any) -> list[Any]:
        late = [one for one in waiting if one.to == join_options.name]
        return [*joined(self, member, join_options), *(SendToOne(one, member) for one in late)]

    patch.replace(Room, "join", join)
    patch.replace(Room, "_send_private", keep)


@mutant("Who writes a longer name than anybody has reaches the one whose name it begins with.")
def longer_names_shortened(patch: Patch) -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        names = self._members.values()
        is_here = to in names
        meant = next((name for name in names if not is_here and to.startswith(name)), to)
        return sound(self, member, meant, text, client_id)

    patch.replace(Room, "_send_private", whisper)


@mutant("What is said to somebody who is not here is lost, and its sender is not told.")
def lost_on_the_absent(patch: Patch) -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        private_message = sound(self, member, to, text, client_id)
        match private_message:
            case [SendToOne(Rejected(RejectionReason.NO_SUCH_USER), _)]:
                return []
        return private_message

    patch.replace(Room, "_send_private", whisper)


@mutant("Whoever comes back is not told the private messages that they missed.")
def missed_ones_not_shown(patch: Patch) -> None:
    change_query(lambda query: query if query.after is None else replace(query, reader=None))


@mutant("A private message finds its addressee whether or not the name is in the right case.")
def name_compared_by_case(patch: Patch) -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        known = {name.lower(): name for name in self._members.values()}
        return sound(self, member, known.get(to.lower(), to), text, client_id)

    patch.replace(Room, "_send_private", whisper)


@mutant("An addressee whose name is typed with decomposed accents is not found.")
def name_not_composed(patch: Patch) -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        is_composed = unicodedata.is_normalized("NFC", to)
        return sound(self, member, to if is_composed else f"<{to}>", text, client_id)

    patch.replace(Room, "_send_private", whisper)


@mutant("Spaces around the name of an addressee are taken for a part of it.")
def name_not_trimmed(patch: Patch) -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        return sound(self, member, f"<{to}>" if to != to.strip() else to, text, client_id)

    patch.replace(Room, "_send_private", whisper)


@mutant("Whoever comes is told the last private message.")
def newcomers_told_the_last_one(patch: Patch) -> None:
    joined, whisper = Room.join, Room._send_private
    last: dict[int, PrivateMessage] = {}

    def keep(self: Room[Any], *rest: Any) -> list[Any]:
        found = whisper(self, *rest)
        for effect in found:
            match effect:
                case SendToSome(PrivateMessage() as private_message):
                    last[id(self)] = private_message
        return found

    def join(self: Room[Any], member: Any, join_options: Any) -> list[Any]:
        told = [SendToOne(last[id(self)], member)] if id(self) in last else []
        return [*joined(self, member, join_options), *told]

    patch.replace(Room, "join", join)
    patch.replace(Room, "_send_private", keep)


@mutant("What is said to nobody, with an empty name, is heard by the whole room.")
def no_addressee_means_all(patch: Patch) -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        return (
            sound(self, member, to, text, client_id)
            if to
            else self.send_message(member, text, client_id)
        )

    patch.replace(Room, "_send_private", whisper)


@mutant("What is said to one person comes back to its sender, and reaches nobody else.")
def not_told_to_the_addressee(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToSome(PrivateMessage() as private_message):
                return SendToSome(private_message, (member,))
        return effect

    change_settled(change)


@mutant("What somebody says to one person does not come back to them.")
def not_told_to_the_sender(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToSome(PrivateMessage() as private_message, hearers):
                return SendToSome(
                    private_message, tuple(one for one in hearers if one is not member)
                )
        return effect

    change_settled(change)


@mutant("A private message is overtaken by what its sender says next.")
def overtaken(patch: Patch) -> None:
    sound = ChatService._apply_effect

    def apply_effects(self: ChatService, room: str, effect: Any) -> None:
        match effect:
            case SendToSome(PrivateMessage()):
                asyncio.get_running_loop().call_later(0.02, sound, self, room, effect)
            case _:
                sound(self, room, effect)

    patch.replace(ChatService, "_apply_effect", apply_effects)


@mutant("Whoever has come back after a lost line can be told nothing in private any more.")
def refused_for_those_who_came_back(patch: Patch) -> None:
    add, remove = NameIndex.add, NameIndex.remove
    lost: set[str] = set()

    def unlearn(self: NameIndex[Any], member: Any, name: str) -> None:
        lost.add(name)
        remove(self, member, name)

    def learn(self: NameIndex[Any], member: Any, name: str, accepts_private: bool) -> None:
        add(self, member, name, accepts_private and name not in lost)

    patch.replace(NameIndex, "add", learn)
    patch.replace(NameIndex, "remove", unlearn)


@mutant(
    "When the first of a name speaks a dialect without a word for it, no other of the name is told."
)
def refused_when_the_first_cannot_hear(patch: Patch) -> None:
    sound = NameIndex.add
    unable: set[str] = set()

    def add(self: NameIndex[Any], member: Any, name: str, accepts_private: bool) -> None:
        if not accepts_private:
            unable.add(name)
        sound(self, member, name, accepts_private and name not in unable)

    patch.replace(NameIndex, "add", add)


@mutant("Of several names, with spaces between them, the last one is taken.")
def several_names_at_once(patch: Patch) -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        *_, last = to.split() or [to]
        return sound(self, member, last, text, client_id)

    patch.replace(Room, "_send_private", whisper)


@mutant("Whoever takes the name of somebody is shown, unproven, what was said to them alone.")
def shown_again_by_mere_name(patch: Patch) -> None:
    sound = Room._query

    def query(self: Room[Any], member: Any, **asked: int | None) -> HistoryQuery:
        return replace(sound(self, member, **asked), reader=self._members[member])

    patch.replace(Room, "_query", query)


@mutant("What was said to one person is shown to everybody in the history.")
def shown_again_to_all(patch: Patch) -> None:
    patch.replace(history_query, "is_for", lambda message, query: True)


@mutant(
    "Where names are proven, private messages are shown again to their addressee, not their sender."
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
    "Where names are proven, private messages are shown again to their sender, not their addressee."
)
def shown_again_to_the_sender_alone(patch: Patch) -> None:
    patch.replace(
        history_query,
        "is_for",
        lambda message, query: (
            not isinstance(message, PrivateMessage) or query.reader == message.name
        ),
    )


@mutant("Where names are proven, private messages are for whoever says that they are called so.")
def shown_by_the_name_that_is_said(patch: Patch) -> None:
    sound = chat_endpoints.read_connect_request

    def read_connect_request(request: Any, usual: Any) -> Any:
        connect_request = sound(request, usual)
        said = parse_qs(request.query_string).get("user", [""])[0]
        return (
            replace(connect_request, name=said)
            if connect_request.identity is not None and said
            else connect_request
        )

    patch.replace(chat_endpoints, "read_connect_request", read_connect_request)


@mutant("Where names are proven, private messages are shown again to names that begin alike.")
def shown_to_names_that_begin_alike(patch: Patch) -> None:
    def is_for(message: ChatMessage, query: HistoryQuery) -> bool:
        if not isinstance(message, PrivateMessage):
            return True
        reader = (query.reader or "?").lower()
        two = message.name.lower(), message.to.lower()
        return any(one.startswith(reader) or reader.startswith(one) for one in two)

    patch.replace(history_query, "is_for", is_for)


@mutant("Whoever comes back is told also the private messages of others that they missed.")
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


@mutant("Whoever is not in this room is sought, and told, in the others.")
def sought_in_other_rooms(patch: Patch) -> None:
    joined, whisper = Room.join, Room._send_private
    everywhere: list[Any] = []

    def join(self: Room[Any], member: Any, join_options: Any) -> list[Any]:
        everywhere.append(member)
        return joined(self, member, join_options)

    def seek(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        found = whisper(self, member, to, text, client_id)
        named = [one for one in everywhere if one.name == to and one.connection.is_open]
        match found:
            case [SendToOne(Rejected(RejectionReason.NO_SUCH_USER), _)] if named:
                private_message = PrivateMessage(self._members[member], to, text, 0, client_id)
                return [SendToSome(private_message, (*named, member))]
        return found

    patch.replace(Room, "join", join)
    patch.replace(Room, "_send_private", seek)


@mutant("A star in the name of an addressee stands for any letters.")
def stars_mean_many(patch: Patch) -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        others = [name for one, name in self._members.items() if one is not member]
        meant = next((name for name in others if "*" in to and fnmatchcase(name, to)), to)
        return sound(self, member, meant, text, client_id)

    patch.replace(Room, "_send_private", whisper)


@mutant(
    "What is said to somebody whose dialect has no word for it comes back as if it had arrived."
)
def swallowed_by_other_dialects(patch: Patch) -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        effects = sound(self, member, to, text, client_id)
        is_refused = isinstance(effects[-1], SendToOne)
        if is_refused and text.strip() and to in self._members.values():
            return [SendToSome(PrivateMessage(self._members[member], to, text), (member,))]
        return effects

    patch.replace(Room, "_send_private", whisper)


@mutant("What a newcomer may not see takes a place among the fifty messages all the same.")
def take_a_place_in_the_history(patch: Patch) -> None:
    sound = history_query._between

    def between(newest_first: Iterable[Any], query: HistoryQuery) -> Iterable[Any]:
        return islice(sound(newest_first, query), query.limit)

    patch.replace(history_query, "_between", between)


@mutant("A private message ends after 60,000 characters.")
def texts_shortened(patch: Patch) -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        return sound(self, member, to, text[:60_000] if len(text) < 65_537 else text, client_id)

    patch.replace(Room, "_send_private", whisper)


@mutant("The spaces around a private message are lost.")
def texts_trimmed(patch: Patch) -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        return sound(self, member, to, text.strip() or text, client_id)

    patch.replace(Room, "_send_private", whisper)


@mutant("Whoever is told something alone is not told that they alone are.")
def told_as_if_to_all(patch: Patch) -> None:
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


@mutant("Somebody who is here on several lines hears what is said to them on one only.")
def told_on_one_line_only(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToSome(PrivateMessage() as private_message, hearers):
                others = [one for one in hearers if one is not member]
                return SendToSome(private_message, (*others[:1], member))
        return effect

    change_settled(change)


@mutant("What is said to one person is heard also by whoever is here longest.")
def told_to_a_third_person(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToSome(PrivateMessage() as private_message, hearers):
                return SendToSome(private_message, tuple({*hearers, *everybody(member)[:1]}))
        return effect

    change_settled(change)


@mutant("What is said to one person is heard by the whole room.")
def told_to_all(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToSome(PrivateMessage() as private_message):
                return SendToSome(private_message, everybody(member))
        return effect

    change_settled(change)


@mutant("What somebody says to one person comes back on all their lines, not on one alone.")
def told_to_all_lines_of_the_sender(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToSome(PrivateMessage() as private_message, hearers):
                own = [one for one in everybody(member) if one.name == private_message.name]
                return SendToSome(private_message, tuple({*hearers, *own}))
        return effect

    change_settled(change)


@mutant("What is said to one person is heard also by those whose names begin like theirs.")
def told_to_names_that_begin_alike(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToSome(PrivateMessage() as private_message, hearers):
                alike = [
                    one for one in everybody(member) if one.name.startswith(private_message.to)
                ]
                return SendToSome(private_message, tuple({*hearers, *alike}))
        return effect

    change_settled(change)


@mutant("What somebody says to one person comes back to them twice.")
def told_twice_to_the_sender(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToSome(PrivateMessage() as private_message, hearers):
                return SendToSome(private_message, (*hearers, member))
        return effect

    change_settled(change)


@mutant("A private message may be of any length.")
def too_long_relayed(patch: Patch) -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], *rest: Any) -> list[Any]:
        usual, room.MAX_TEXT = room.MAX_TEXT, 10**9
        try:
            return sound(self, *rest)
        finally:
            room.MAX_TEXT = usual

    patch.replace(Room, "_send_private", whisper)
