"""Faulty servers that ``features/once/ids.feature`` must catch."""

import unicodedata
from collections.abc import Callable
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.decode import change_client_ids
from mutants.seams.deduplication import deduplicate_by
from mutants.seams.sequencing import CommitEffect, change_committed, commit_with
from server.core.effects import Effect, SendConfirmed, SendToOne, SendToSome, Unsubscribe
from server.core.events import ChatMessage, Confirmed, PrivateMessage, Rejected
from server.core.room import Room
from server.store.base import Store


def _compare_by(fold: Callable[[str], str]) -> None:
    """Treat client ids as the same if ``fold`` makes them equal."""
    deduplicate_by(lambda room, message: (room, message.name, fold(message.client_id)))


@mutant("Ids that differ only in case are the same.")
def ids_ignore_case(patch: Patch) -> None:
    _compare_by(str.casefold)


@mutant("Spaces around an id are ignored.")
def ids_trimmed(patch: Patch) -> None:
    _compare_by(str.strip)


@mutant("Ids that look like numbers are compared as numbers.")
def ids_compared_as_numbers(patch: Patch) -> None:
    def fold(client_id: str) -> str:
        try:
            return str(int(client_id))
        except ValueError:
            return client_id

    _compare_by(fold)


@mutant("Ids are normalised to NFC.")
def ids_composed(patch: Patch) -> None:
    _compare_by(lambda client_id: unicodedata.normalize("NFC", client_id))


@mutant("Ids are normalised to NFKC.")
def ids_compared_by_look(patch: Patch) -> None:
    _compare_by(lambda client_id: unicodedata.normalize("NFKC", client_id))


@mutant("Characters of an id that are not drawn are ignored.")
def invisible_characters_of_ids_ignored(patch: Patch) -> None:
    _compare_by(lambda client_id: "".join(c for c in client_id if c.isprintable()))


@mutant("Only the ASCII characters of an id count.")
def ids_in_ascii_only(patch: Patch) -> None:
    _compare_by(lambda client_id: client_id.encode("ascii", "replace").decode())


@mutant("An id ends at its first NUL.")
def ids_up_to_nul(patch: Patch) -> None:
    _compare_by(lambda client_id: client_id.partition("\0")[0])


@mutant("Only the first 16 characters of an id count.")
def ids_cut_at_16_characters(patch: Patch) -> None:
    _compare_by(lambda client_id: client_id[:16])


@mutant("Only the first 127 characters of an id count.")
def ids_cut_at_127_characters(patch: Patch) -> None:
    _compare_by(lambda client_id: client_id[:127])


@mutant("Only the first 128 bytes of an id count.")
def ids_cut_at_128_bytes(patch: Patch) -> None:
    _compare_by(lambda client_id: client_id.encode()[:128].decode(errors="ignore"))


@mutant("An id may have 127 characters at most.")
def ids_of_127_characters_at_most(patch: Patch) -> None:
    change_client_ids(lambda client_id: "" if _length(client_id) == _LONGEST else client_id)


@mutant("An id may have any number of characters.")
def ids_of_any_length(patch: Patch) -> None:
    change_client_ids(
        lambda client_id: f"{hash(client_id)}" if _length(client_id) > _LONGEST else client_id
    )


@mutant("An id that is not a text is made one.")
def any_id_made_a_text(patch: Patch) -> None:
    change_client_ids(lambda client_id: client_id if _length(client_id) else f"id {client_id}")


@mutant("A message with an invalid id is delivered without its id.")
def invalid_ids_dropped(patch: Patch) -> None:
    change_client_ids(lambda client_id: client_id if 0 < _length(client_id) <= _LONGEST else None)


_LONGEST = 128  # characters


def _length(client_id: object) -> int:
    """Return the number of characters; 0 for what is no text of whole characters."""
    if not isinstance(client_id, str) or any("\ud800" <= c <= "\udfff" for c in client_id):
        return 0
    return len(client_id)


@mutant("After a message with an invalid id, the sender's next message is lost.")
def invalid_id_loses_the_next_message(patch: Patch) -> None:
    sound, send_message = Room.reject, Room.send_message
    rejected: set[Any] = set()

    def reject(self: Room[Any], member: Any, why: Any, sentence: str) -> list[Effect[Any]]:
        if "client_id" in sentence:
            rejected.add(member)
        return sound(self, member, why, sentence)

    def sent(self: Room[Any], member: Any, text: str, client_id: str = "") -> list[Effect[Any]]:
        if member in rejected:
            rejected.discard(member)
            return []
        return send_message(self, member, text, client_id)

    patch.replace(Room, "reject", reject)
    patch.replace(Room, "send_messages", lambda _self, _member, _texts: None)
    patch.replace(Room, "send_message", sent)


def _private_key(*parts: str) -> None:
    """Compare private messages by their ids and these attributes of theirs, too."""

    def key(room: str, message: ChatMessage) -> tuple[object, ...]:
        more = [getattr(message, part, "") for part in parts]
        return (room, message.name, message.client_id, *more)

    deduplicate_by(key)


@mutant("A private message with a used id and another text is delivered.")
def private_texts_with_a_used_id_delivered(patch: Patch) -> None:
    deduplicate_by(
        lambda room, m: (room, m.name, m.client_id, isinstance(m, PrivateMessage) and m.text)
    )


@mutant("A private message with a used id is delivered to another recipient.")
def used_id_delivered_to_another_recipient(patch: Patch) -> None:
    _private_key("to")


@mutant("A private message with a used id is delivered to everybody if it has no recipient.")
def used_id_of_a_private_message_delivered_to_all(patch: Patch) -> None:
    deduplicate_by(lambda room, m: (room, m.name, m.client_id, isinstance(m, PrivateMessage)))


@mutant("A used id is answered with the private message, whoever asks and whatever they send.")
def used_id_tells_the_private_message(patch: Patch) -> None:
    kept: dict[tuple[str, str, str], PrivateMessage] = {}

    def bent(sound: CommitEffect) -> CommitEffect:
        def commit_effect(store: Store, room: str, member: Any, effect: Effect[Any]) -> Effect[Any]:
            committed = sound(store, room, member, effect)
            match effect, committed:
                case SendToSome(PrivateMessage() as private), SendConfirmed():
                    kept[room, private.name, private.client_id] = private
                case _, SendToOne(Rejected()):
                    said = effect.event if isinstance(effect, SendToSome) else effect
                    key = (room, getattr(said, "name", ""), getattr(said, "client_id", ""))
                    return SendToOne(kept[key], member) if key in kept else committed
            return committed

        return commit_effect

    commit_with(bent)


@mutant("A repeated private message is answered to all connections of its sender.")
def private_repetition_answered_to_all_connections(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(Confirmed(PrivateMessage(name) as first), client):
                own = [c for c, its in client.room.members.items() if its == name]
                return SendToSome(first, tuple(own))
        return effect

    change_committed(change)


@mutant("A private message is treated as a repetition because another user used its id.")
def private_id_of_another_person(patch: Patch) -> None:
    def key(room: str, message: ChatMessage) -> tuple[object, ...]:
        is_private = isinstance(message, PrivateMessage)
        return (room, "" if is_private else message.name, message.client_id)

    deduplicate_by(key)


@mutant("The ids of a room are forgotten when its last user leaves.")
def ids_forgotten_with_the_last_user(patch: Patch) -> None:
    def bent(sound: CommitEffect) -> CommitEffect:
        def commit_effect(store: Any, room: str, member: Any, effect: Effect[Any]) -> Effect[Any]:
            committed = sound(store, room, member, effect)
            if isinstance(effect, Unsubscribe) and not store.here(room):
                for ids in store.deduplicator.rooms.get(room, {}).values():
                    ids.clear()
            return committed

        return commit_effect

    commit_with(bent)
