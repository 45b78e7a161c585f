"""Faulty servers that ``features/nodes/several_servers.feature`` must catch: messages, people."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.cluster import (
    Leave,
    deliver_in,
    effects_with,
    hear_with,
    is_here,
    leave_with,
    relayed_with,
    script_with,
)
from server.chat.shared_rooms import SharedRooms
from server.chat.shared_sequencer import SharedSequencer
from server.cluster.entries import Entry, Left, Publication
from server.cluster.replica import Placed, Replica
from server.cluster.room_call import Member
from server.core.effects import Effect
from server.core.events import PublicMessage, UserJoined, UserLeft

Effects = list[Effect[Any]]
Rooms = SharedRooms[Any]


def _is_relayed(placed: Placed[Any]) -> bool:
    return placed.member is None


@mutant("Messages do not reach users of other servers.")
def relayed_messages_lost(patch: Patch) -> None:
    def change(_replica: Replica[Any], placed: Placed[Any], effects: Effects) -> Effects:
        is_lost = _is_relayed(placed) and isinstance(placed.entry, PublicMessage)
        return [] if is_lost else effects

    effects_with(patch, change)


@mutant("Messages reach users of other servers twice.")
def relayed_messages_twice(patch: Patch) -> None:
    def change(_replica: Replica[Any], placed: Placed[Any], effects: Effects) -> Effects:
        is_message = _is_relayed(placed) and isinstance(placed.entry, PublicMessage)
        return [*effects, *effects] if is_message else effects

    effects_with(patch, change)


@mutant("What was said at one moment reaches users of other servers backwards.")
def relayed_messages_backwards(patch: Patch) -> None:
    def change(entries: list[Entry]) -> list[Entry]:
        are_messages = all(isinstance(entry, PublicMessage) for entry in entries)
        return entries[::-1] if are_messages else entries

    relayed_with(patch, change)


@mutant("A text loses what is not ASCII on its way to other servers.")
def relayed_texts_in_ascii(patch: Patch) -> None:
    def change(entries: list[Entry]) -> list[Entry]:
        for entry in entries:
            if isinstance(entry, PublicMessage):
                entry.text = entry.text.encode("ascii", "ignore").decode()
        return entries

    relayed_with(patch, change)


@mutant("Users hear what is said on their own server at once, and not in its place.")
def own_messages_early(patch: Patch) -> None:
    sound = SharedSequencer.submit

    def submit(self: Any, room: str, member: Any, effects: Effects) -> None:
        early = [each for each in effects if isinstance(each, PublicMessage)]
        if early:
            self.apply_effects(room, early)
        sound(self, room, member, effects)

    def change(_replica: Replica[Any], placed: Placed[Any], effects: Effects) -> Effects:
        is_own = not _is_relayed(placed) and isinstance(placed.entry, PublicMessage)
        return [] if is_own else effects

    patch.replace(SharedSequencer, "submit", submit)
    effects_with(patch, change)


@mutant("Every seventh publication of another server is lost, and nobody looks for it.")
def gap_not_filled(patch: Patch) -> None:
    heard = {"count": 0}

    def hear(rooms: Rooms, room: str, publication: Publication, sound: Callable[[], None]) -> None:
        heard["count"] += 1
        replica = rooms.replica(room)
        if heard["count"] % 7 or replica.offset is None or replica.offset != publication.first - 1:
            sound()
            return
        replica.offset += len(publication.entries())
        rooms.deliver(room, replica)

    hear_with(patch, hear)


@mutant("A message has another id on other servers.")
def relayed_ids_differ(patch: Patch) -> None:
    sound = Publication.of

    def of(data: bytes) -> Publication:
        publication = sound(data)
        return replace(publication, sequence=publication.sequence + 1)

    patch.replace(Publication, "of", staticmethod(of))


@mutant("A newcomer hears again what was said just before, if somebody of that server was there.")
def newcomers_hear_the_last_message(patch: Patch) -> None:
    last: dict[int, Any] = {}

    def change(replica: Replica[Any], placed: Placed[Any], effects: Effects) -> Effects:
        if isinstance(placed.entry, PublicMessage):
            last[id(replica)] = placed.entry
        joins = not _is_relayed(placed) and placed.notify_self is not None
        is_join = joins and any(type(each).__name__ == "Subscribe" for each in effects)
        said = last.get(id(replica))
        return [*effects, said] if is_join and said is not None else effects

    effects_with(patch, change)


@mutant("Nobody is told who joins on another server.")
def relayed_joins_untold(patch: Patch) -> None:
    def change(_replica: Replica[Any], _placed: Placed[Any], effects: Effects) -> Effects:
        return [each for each in effects if not isinstance(each, UserJoined)]

    effects_with(patch, change)


@mutant("Nobody is told who leaves another server.")
def relayed_leaves_untold(patch: Patch) -> None:
    def change(_replica: Replica[Any], _placed: Placed[Any], effects: Effects) -> Effects:
        return [each for each in effects if not isinstance(each, UserLeft)]

    effects_with(patch, change)


@mutant("A leave of another server is told twice.")
def relayed_leaves_twice(patch: Patch) -> None:
    def change(_replica: Replica[Any], _placed: Placed[Any], effects: Effects) -> Effects:
        left = [each for each in effects if isinstance(each, UserLeft)]
        return [*effects, *left]

    effects_with(patch, change)


@mutant("A server that nobody was on does not know who is on the others.")
def others_unlisted(patch: Patch) -> None:
    sound = Replica.begin

    def begin(self: Replica[Any], offset: int, place: int, _people: tuple[Member, ...]) -> None:
        sound(self, offset, place, ())

    patch.replace(Replica, "begin", begin)


@mutant("Who leaves another server stays in the list.")
def relayed_leavers_stay_listed(patch: Patch) -> None:
    def leave(replica: Replica[Any], left: Left, sound: Leave) -> Effects:
        is_relayed = not is_here(replica, left)
        effects = sound(replica, left)
        if is_relayed:
            replica.presence.enter(left.name)
        return effects

    leave_with(patch, leave)


@mutant("Each server knows only the messages that were said on it.")
def history_of_each_server(patch: Patch) -> None:
    script_with(
        patch,
        "ROOM",
        "if #found < most and bytes < MOST_BYTES and is_for(each[2], reader) then",
        "if #found < most and string.find(field(each[2], 'p'), '\"' .. header .. '.', 1, true)\n"
        "        and is_for(each[2], reader) then",
    )


@mutant("What is said on another server is heard in all rooms.")
def relayed_messages_in_all_rooms(patch: Patch) -> None:
    def hear(rooms: Rooms, room: str, publication: Publication, sound: Callable[[], None]) -> None:
        sound()
        said = [each for each in publication.entries() if isinstance(each, PublicMessage)]
        for other in [each for each in rooms if each != room]:
            deliver_in(rooms, other, list(said))

    hear_with(patch, hear)
