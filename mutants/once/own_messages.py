"""Faulty servers that ``features/once/own_messages.feature`` must catch."""

from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.delivery import Apply, deliver_with
from mutants.seams.encode import Encode, encode_with
from mutants.seams.sequencing import change_committed
from server.chat.service import ChatService
from server.core.effects import Effect, SendConfirmed, SendToOne
from server.core.events import Confirmed, Event
from server.dialects.events import EVENTS


@mutant("A message comes back to its sender without its id.")
def messages_come_back_without_ids(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            return sound(event.message if isinstance(event, Confirmed) else event)

        return encode

    encode_with(bent, EVENTS)


@mutant("A repeated message comes back to its sender without its id.")
def repeated_messages_come_back_without_ids(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(Confirmed(first), client):
                return SendToOne(first, client)
        return effect

    change_committed(change)


@mutant("Everybody receives the id under which a user sent a message.")
def ids_told_to_everybody(patch: Patch) -> None:
    def deliver(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        if isinstance(effect, SendConfirmed) and effect.receivers is None:
            chat.pubsub.publish(room, Confirmed(effect.message, effect.message.client_id))
        else:
            sound(room, effect)

    deliver_with(patch, deliver)
