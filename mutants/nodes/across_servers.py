"""Faulty servers that ``features/nodes/several_servers.feature`` must catch: whatever else users do
reaches the other servers, too, and names are unique on all of them."""

from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.cluster import (
    effects_with,
    members_here,
    names_here,
    relayed_with,
    script_with,
)
from server.cluster.entries import Entry, Left, Typed
from server.cluster.replica import Placed, Replica
from server.core.effects import Effect, SendToSome
from server.core.events import Announcement, PrivateMessage, TypingChanged

Effects = list[Effect[Any]]


@mutant("Private messages do not reach another server.")
def relayed_whispers_lost(patch: Patch) -> None:
    def change(_replica: Replica[Any], placed: Placed[Any], effects: Effects) -> Effects:
        is_lost = placed.member is None and isinstance(placed.entry, PrivateMessage)
        return [] if is_lost else effects

    effects_with(patch, change)


@mutant("A private message from another server is told to everybody on this one.")
def relayed_whispers_told_to_all(patch: Patch) -> None:
    def change(replica: Replica[Any], placed: Placed[Any], effects: Effects) -> Effects:
        if placed.member is not None or not isinstance(placed.entry, PrivateMessage):
            return effects
        return [SendToSome(placed.entry, members_here(replica))]

    effects_with(patch, change)


@mutant("A private message reaches the recipient on one server only.")
def whispers_stay_where_the_recipient_is(patch: Patch) -> None:
    def change(replica: Replica[Any], placed: Placed[Any], effects: Effects) -> Effects:
        if not isinstance(placed.entry, PrivateMessage) or placed.member is not None:
            return effects
        to = placed.entry.to
        here = names_here(replica).count(to)
        everywhere = next((p.connections for p in replica.presence if p.name == to), 0)
        return [] if here < everywhere else effects

    effects_with(patch, change)


@mutant("A private message is accepted though its recipient has left the other server.")
def whispers_to_nobody(patch: Patch) -> None:
    script_with(
        patch, "ROOM", "if to and redis.call('HEXISTS', NAMES, 'x:' .. to) == 0", "if false"
    )


@mutant("Nobody sees who is typing on another server.")
def relayed_typing_lost(patch: Patch) -> None:
    def change(_replica: Replica[Any], placed: Placed[Any], effects: Effects) -> Effects:
        is_lost = placed.member is None and isinstance(placed.entry, Typed)
        return [] if is_lost else effects

    effects_with(patch, change)


@mutant("Who stops typing on another server seems to type on.")
def relayed_typing_never_ends(patch: Patch) -> None:
    def change(_replica: Replica[Any], placed: Placed[Any], effects: Effects) -> Effects:
        match placed.entry:
            case Typed(_, TypingChanged(_, is_typing=False)) if placed.member is None:
                return []
        return effects

    effects_with(patch, change)


@mutant("Who leaves another server while typing seems to type on.")
def leavers_type_on(patch: Patch) -> None:
    def change(_replica: Replica[Any], placed: Placed[Any], effects: Effects) -> Effects:
        match placed.entry:
            case Typed(_, TypingChanged(_, is_typing=False)) | Left() if placed.member is None:
                return [each for each in effects if not isinstance(each, TypingChanged)]
        return effects

    effects_with(patch, change)


@mutant("Each server knows only the ids of messages that were sent to it.")
def client_ids_of_each_server(patch: Patch) -> None:
    script_with(
        patch,
        "ROOM",
        "client_id ~= '' and repeated(from, client_id)",
        "client_id ~= '' and repeated(from, header .. client_id)",
    )
    script_with(
        patch,
        "ROOM",
        "remember(from, client_id, digest)",
        "remember(from, header .. client_id, digest)",
    )


@mutant("An announcement is made on one server only.")
def announcements_of_one_server(patch: Patch) -> None:
    foreign: list[Entry] = []

    def note(entries: list[Entry]) -> list[Entry]:
        foreign.extend(entries)
        return entries

    def change(_replica: Replica[Any], placed: Placed[Any], effects: Effects) -> Effects:
        is_announcement = isinstance(placed.entry, Announcement)
        is_foreign = any(placed.entry is each for each in foreign)
        return [] if is_announcement and is_foreign else effects

    relayed_with(patch, note)
    effects_with(patch, change)


@mutant("A name is unique on each server only.")
def names_unique_on_each_server(patch: Patch) -> None:
    script_with(patch, "ROOM", "'l:' .. look", "'l:' .. header .. look")


@mutant("Of users who take one name at the same moment on several servers, all get it.")
def names_taken_at_the_same_moment(patch: Patch) -> None:
    script_with(patch, "ROOM", "    if is_taken(looks, earlier) then\n", "    if false then\n")


@mutant("The name of a user who has left can be taken on the own server only.")
def names_never_free_elsewhere(patch: Patch) -> None:
    script_with(
        patch,
        "ROOM",
        "    delete_if('l:' .. look, member)",
        "    redis.call('HSET', NAMES, 'l:' .. look, 'gone')",
    )
