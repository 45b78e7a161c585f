"""Change the messages users send.

Messages use a batched fast path. These helpers switch it off.
"""

from collections.abc import Callable, Iterable
from typing import Any

from mutants.patch import Patch
from mutants.seams.sequencing import CommitEffect, commit_with
from server.chat.client import Client
from server.core.effects import Effect, SendToSome
from server.core.events import PublicMessage
from server.core.room import Room
from server.store.base import Store


def handle_each_message() -> None:
    """Send each text through ``Room.send_message``, even when several arrive together."""
    Patch().replace(Room, "send_messages", lambda _self, _member, _texts: None)


def change_texts(change: Callable[[str], str]) -> None:
    """Replace the text of every message, public or private, by ``change(text)``."""
    handle_each_message()
    send_message, send_private = Room.send_message, Room.send_private

    def changed(self: Room[Any], member: Any, text: str, client_id: str = "") -> list[Any]:
        return send_message(self, member, change(text), client_id)

    def private_message(
        self: Room[Any], member: Any, to: str, text: str, client_id: str
    ) -> list[Any]:
        return send_private(self, member, to, change(text), client_id)

    patch = Patch()
    patch.replace(Room, "send_message", changed)
    patch.replace(Room, "send_private", private_message)


def deliver_only_to(chosen: Callable[[Client, list[Client]], Iterable[Client]]) -> None:
    """Deliver public messages to the ``chosen`` clients only.

    ``chosen`` gets the sender and all clients in the room, in the order in which they joined.
    """
    handle_each_message()

    def bent(sound: CommitEffect) -> CommitEffect:
        def commit_effect(store: Store, room: str, member: Any, effect: Effect[Any]) -> Effect[Any]:
            committed = sound(store, room, member, effect)
            if not isinstance(committed, PublicMessage) or member is None or member.room is None:
                return committed
            return SendToSome(committed, tuple(chosen(member, list(member.room.members))))

        return commit_effect

    commit_with(bent)
