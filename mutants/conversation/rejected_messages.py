"""Faulty servers that ``features/conversation/rejected_messages.feature`` must catch."""

from collections.abc import Sequence
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.sequencing import CommitEffect, commit_with
from server.core import rules
from server.core.effects import Effect, SendToOne, SendToSome
from server.core.events import PublicMessage, Rejected
from server.core.room import Room
from server.core.rules import MAX_TEXT
from server.store.base import Store
from server.ws.frame_reader import FrameReader
from server.ws.frames import CLOSE, Bytes, Incoming
from server.ws.send_queue import SendQueue


@mutant("A personal answer overtakes messages that were sent to the room before it.")
def answers_overtake_texts(patch: Patch) -> None:
    def send_parts(self: SendQueue, parts: Sequence[Bytes]) -> None:
        self.enqueue(*parts)

    patch.replace(SendQueue, "send_parts", send_parts)


@mutant("A blank message is dropped without a rejection.")
def blank_dropped_silently(patch: Patch) -> None:
    sound = Room.reject_text

    def refuse_text(self: Room[Any], member: Any, text: str) -> list[Effect[Any]]:
        return sound(self, member, text) if text.strip() else []

    patch.replace(Room, "reject_text", refuse_text)


@mutant("A blank message is delivered.")
def blank_relayed(patch: Patch) -> None:
    sound = Room.send_message

    def send_message(
        self: Room[Any], member: Any, text: str, client_id: str = ""
    ) -> list[Effect[Any]]:
        if not text.strip() and len(text) <= MAX_TEXT:
            return [PublicMessage(self.members[member], text, 0, client_id)]
        return sound(self, member, text, client_id)

    patch.replace(Room, "send_message", send_message)


@mutant("The size of a frame has no limit.")
def oversize_accepted(patch: Patch) -> None:
    def check_size(self: FrameReader, size: int) -> None:
        """Anything goes."""

    patch.replace(FrameReader, "check_size", check_size)


@mutant("A frame that is too large is rejected only after all of it has arrived.")
def oversize_noticed_when_complete(patch: Patch) -> None:
    limit, take = FrameReader.check_size, FrameReader.take_frame

    def check_size(self: FrameReader, size: int) -> None:
        """Not yet."""

    def checked(
        self: FrameReader, opcode: int, final: bool, payload: bytes, incoming: list[Incoming]
    ) -> None:
        if opcode < CLOSE:
            limit(self, len(payload))
        take(self, opcode, final, payload, incoming)

    patch.replace(FrameReader, "check_size", check_size)
    patch.replace(FrameReader, "take_frame", checked)


@mutant("A rejection goes to the whole room.")
def rejection_sent_to_all(patch: Patch) -> None:
    def bent(sound: CommitEffect) -> CommitEffect:
        def commit_effect(store: Store, room: str, member: Any, effect: Effect[Any]) -> Effect[Any]:
            match effect:
                case SendToOne(Rejected() as refused, client) if client.room is not None:
                    return SendToSome(refused, tuple(client.room.members))
            return sound(store, room, member, effect)

        return commit_effect

    commit_with(bent)


@mutant("A message that is too long disconnects its sender.")
def too_long_ends_the_connection(patch: Patch) -> None:
    sound = Room.reject_text

    def refuse_text(self: Room[Any], member: Any, text: str) -> list[Effect[Any]]:
        if len(text) > MAX_TEXT:
            raise ValueError("this message is too long")
        return sound(self, member, text)

    patch.replace(Room, "reject_text", refuse_text)


@mutant("A message that is too long is delivered.")
def too_long_relayed(patch: Patch) -> None:
    patch.replace(rules, "MAX_TEXT", 10_000_000)


@mutant("A message of wide spaces is not rejected as blank.")
def wide_spaces_relayed(patch: Patch) -> None:
    sound = Room.send_message

    def send_message(
        self: Room[Any], member: Any, text: str, client_id: str = ""
    ) -> list[Effect[Any]]:
        if text.isspace() and text.strip(" \t\r\n"):
            return [PublicMessage(self.members[member], text, 0, client_id)]
        return sound(self, member, text, client_id)

    patch.replace(Room, "send_message", send_message)
