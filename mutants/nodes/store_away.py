"""Faulty servers that ``features/nodes/store_away.feature`` must catch."""

from dataclasses import replace
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.cluster import close_all_when_away, deliver_in, finish_with
from server.chat.exchange import Exchange
from server.chat.room_batch import RoomBatch
from server.chat.shared_rooms import SharedRooms
from server.cluster import room_call
from server.core.events import PublicMessage


@mutant("While the store is away, messages are delivered on the own server, and not kept.")
def messages_are_said_without_the_store(patch: Patch) -> None:
    def refuse(_self: Any, decision: Any, rooms: Any) -> None:
        deliver_in(rooms, decision.room, decision.effects)

    patch.replace(Exchange, "refuse", refuse)


@mutant("While the store is away, messages vanish without a word.")
def messages_vanish_without_the_store(patch: Patch) -> None:
    sound = Exchange.refuse

    def refuse(self: Any, decision: Any, rooms: Any) -> None:
        if not any(isinstance(each, PublicMessage) for each in decision.effects):
            sound(self, decision, rooms)

    patch.replace(Exchange, "refuse", refuse)


@mutant("When the store is away, everybody is disconnected.")
def all_are_disconnected_without_the_store(patch: Patch) -> None:
    close_all_when_away(patch)


@mutant("What was on its way when the store went away is refused, though it was said.")
def messages_on_their_way_are_refused(patch: Patch) -> None:
    sound = RoomBatch.fail

    def fail(self: Any, replica: Any, _done: Any) -> None:
        sound(self, replica, {})

    patch.replace(RoomBatch, "fail", fail)


@mutant("What was said on other servers while the store was away from this one is never heard.")
def gap_after_an_outage(patch: Patch) -> None:
    def without_found(sound: Any) -> Any:
        def put(self: Any, room: str, found: list[Any]) -> None:
            replica = self.replica(room)
            if found:
                replica.offset = max(replica.offset or 0, found[-1].offset)
            sound(self, room, found)

        return put

    for name in ("put", "put_only"):
        patch.replace(SharedRooms, name, without_found(getattr(SharedRooms, name)))


@mutant("Who leaves while the store is away never leaves.")
def leaves_during_an_outage_are_forgotten(patch: Patch) -> None:
    def finish(batch: Any) -> None:
        batch.again = []

    finish_with(patch, finish)


@mutant("Users believe that nothing is missing, though the store has forgotten everything.")
def forgotten_messages_are_not_missed(patch: Patch) -> None:
    sound = room_call.history_in

    def history_in(*arguments: Any) -> Any:
        return replace(sound(*arguments), is_complete=True)

    patch.replace(room_call, "history_in", history_in)
