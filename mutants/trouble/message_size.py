"""Faulty servers that ``features/trouble/message_size.feature`` must catch."""

from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.limits import longest_text
from server.core.effects import Effect
from server.core.room import Room
from server.ws import frame_reader


@mutant("A message of more than a hundred fragments is rejected.")
def few_pieces_accepted(patch: Patch) -> None:
    patch.replace(frame_reader, "MOST_FRAGMENTS", 100)
    patch.replace(frame_reader, "BYTES_OF_A_FRAGMENT", 1_000_000)


@mutant("A long private message is rejected.")
def long_private_messages_rejected(patch: Patch) -> None:
    sound = Room.send_private

    def send_private(
        self: Room[Any], member: Any, to: str, text: str, client_id: str
    ) -> list[Effect[Any]]:
        if len(text) > 1000:
            return self.reject_text(member, " ")
        return sound(self, member, to, text, client_id)

    patch.replace(Room, "send_private", send_private)


@mutant("Private messages over the length limit are delivered.")
def too_long_private_messages_relayed(patch: Patch) -> None:
    sound = Room.send_private

    def send_private(
        self: Room[Any], member: Any, to: str, text: str, client_id: str
    ) -> list[Effect[Any]]:
        with longest_text(10_000_000):
            return sound(self, member, to, text, client_id)

    patch.replace(Room, "send_private", send_private)
