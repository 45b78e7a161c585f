"""Faulty servers that ``features/once/repeated_messages.feature`` must catch."""

from dataclasses import replace
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.deduplication import deduplicate_by
from mutants.seams.sequencing import CommitEffect, change_committed, commit_with, everybody
from server.core.clock import microseconds
from server.core.effects import Effect, SendToOne, SendToSome, Unsubscribe
from server.core.events import ChatMessage, Confirmed, PrivateMessage
from server.core.room import Room
from server.store.dedup import Deduplicator
from server.store.memory import MemoryStore


@mutant("A message that its sender repeats after reconnecting is delivered twice.")
def forgotten_on_leaving(patch: Patch) -> None:
    def bent(sound: CommitEffect) -> CommitEffect:
        def commit_effect(store: Any, room: str, member: Any, effect: Effect[Any]) -> Effect[Any]:
            if isinstance(effect, Unsubscribe):
                store.deduplicator.rooms.get(room, {}).get(effect.left.name, {}).clear()
            return sound(store, room, member, effect)

        return commit_effect

    commit_with(bent)


@mutant("A message that is repeated on another connection is delivered twice.")
def id_of_another_connection(patch: Patch) -> None:
    sound = Room.send_message

    def send_message(self: Room[Any], member: Any, text: str, client_id: str = "") -> list[Any]:
        line = member.connection.number
        return sound(self, member, text, client_id and f"{client_id} on line {line}")

    patch.replace(Room, "send_message", send_message)


@mutant("A message is treated as a repetition because another user used its id.")
def id_of_another_person(patch: Patch) -> None:
    deduplicate_by(lambda room, message: (room, message.client_id))


@mutant("A message is treated as a repetition because its sender used its id in another room.")
def id_of_another_room(patch: Patch) -> None:
    deduplicate_by(lambda _room, message: (message.name, message.client_id))


@mutant("The server remembers only the last message id of each user.")
def only_the_last_id_remembered(patch: Patch) -> None:
    sound = Deduplicator.remember

    def remember(self: Deduplicator, room: str, message: ChatMessage, now: int) -> None:
        sound(self, room, message, now)
        ids = self.rooms[room][message.name]
        for client_id in [each for each in ids if each != message.client_id]:
            del ids[client_id]

    patch.replace(Deduplicator, "remember", remember)


@mutant("A repetition with a known id but a different text is delivered again.")
def other_texts_sent_again(patch: Patch) -> None:
    deduplicate_by(lambda room, message: (room, message.name, message.client_id, message.text))


@mutant("A private message that is repeated after a lost connection is delivered again.")
def private_repetitions_sent_again(patch: Patch) -> None:
    def key(room: str, message: ChatMessage) -> tuple[object, ...]:
        is_private = isinstance(message, PrivateMessage)
        return (id(message),) if is_private else (room, message.name, message.client_id)

    deduplicate_by(key)


@mutant("The answer to a repetition goes to the whole room.")
def repetition_answered_to_all(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(Confirmed(first), client):
                return SendToSome(first, everybody(client))
        return effect

    change_committed(change)


@mutant("The answer to a repetition has another message id than the first message.")
def repetition_answered_with_a_new_id(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(Confirmed(first) as repeated, client):
                return SendToOne(
                    replace(repeated, message=replace(first, sequence=microseconds())), client
                )
        return effect

    change_committed(change)


@mutant("The sender of a repetition gets no answer.")
def repetition_not_answered(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(Confirmed(first), _):
                return SendToSome(first, ())
        return effect

    change_committed(change)


@mutant("A repetition is not delivered again, but is stored in the history.")
def repetitions_kept(patch: Patch) -> None:
    sound = MemoryStore.append

    def append(self: MemoryStore, room: str, message: ChatMessage) -> ChatMessage | None:
        first = sound(self, room, message)
        if first is not message:
            self.append_all(room, (replace(message, client_id=""),))
        return first

    patch.replace(MemoryStore, "append", append)


@mutant("A message that is repeated after a lost connection is delivered again.")
def repetitions_sent_again(patch: Patch) -> None:
    deduplicate_by(lambda _room, message: id(message))


@mutant("The same text under another id is treated as a repetition.")
def same_texts_taken_for_a_repetition(patch: Patch) -> None:
    deduplicate_by(lambda room, message: (room, message.name, message.text))


@mutant("A rejected message cannot be corrected and sent again under the same id.")
def used_up_by_what_was_rejected(patch: Patch) -> None:
    sound = Room.send_message
    used: set[tuple[Any, str]] = set()

    def send_message(self: Room[Any], member: Any, text: str, client_id: str = "") -> list[Any]:
        if client_id and (member, client_id) in used:
            return []
        if client_id and not text.strip():
            used.add((member, client_id))
        return sound(self, member, text, client_id)

    patch.replace(Room, "send_message", send_message)
