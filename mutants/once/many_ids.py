"""Faulty servers that ``features/once/many_ids.feature`` must catch."""

from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from server.core.events import ChatMessage
from server.core.room import Room
from server.store import dedup
from server.store.dedup import Deduplicator
from server.store.memory import MemoryStore


@mutant("The server remembers 256 ids of each user.")
def ids_of_256_messages_remembered(patch: Patch) -> None:
    patch.replace(dedup, "MOST_OF_SENDER", 256)


@mutant("The server remembers 500 ids of each room.")
def five_hundred_ids_of_a_room_remembered(patch: Patch) -> None:
    patch.replace(dedup, "MOST_OF_ROOM", 500)


@mutant("Every hundredth id of a user is not remembered.")
def every_hundredth_id_forgotten(patch: Patch) -> None:
    sound = Deduplicator.remember
    counts: dict[tuple[str, str], int] = {}

    def remember(self: Deduplicator, room: str, message: ChatMessage, now: int) -> None:
        counts[room, message.name] = counts.get((room, message.name), 0) + 1
        if counts[room, message.name] % 100:
            sound(self, room, message, now)

    patch.replace(Deduplicator, "remember", remember)


@mutant("Ids are forgotten after a second.")
def ids_forgotten_after_a_second(patch: Patch) -> None:
    patch.replace(dedup, "DEDUP_WINDOW", 1_000_000)


@mutant("Ids are forgotten after two seconds and a half.")
def ids_forgotten_after_two_seconds_and_a_half(patch: Patch) -> None:
    patch.replace(dedup, "DEDUP_WINDOW", 2_500_000)


@mutant("An id is forgotten after two hundred messages of others.")
def ids_forgotten_when_others_talk(patch: Patch) -> None:
    sound = MemoryStore.append_all
    said: dict[str, int] = {}

    def append_all(self: MemoryStore, room: str, messages: Any) -> None:
        sound(self, room, messages)
        said[room] = said.get(room, 0) + sum(not one.client_id for one in messages)
        if said[room] >= 200:
            said[room] = 0
            for ids in self.deduplicator.rooms.get(room, {}).values():
                ids.clear()

    patch.replace(MemoryStore, "append_all", append_all)


@mutant("Of several users who use the same id, only the first is heard.")
def same_id_of_several_users_heard_once(patch: Patch) -> None:
    sound = Room.send_message
    used: set[tuple[int, str]] = set()

    def send_message(self: Room[Any], member: Any, text: str, client_id: str = "") -> list[Any]:
        key = (id(self), client_id)
        effects = [] if client_id and key in used else sound(self, member, text, client_id)
        used.add(key)
        return effects

    patch.replace(Room, "send_message", send_message)


@mutant("The server remembers the last 50 ids for a user's other connections.")
def fifty_ids_known_on_another_connection(patch: Patch) -> None:
    sound = Room.send_message
    first: dict[tuple[int, str, str], Any] = {}

    def send_message(self: Room[Any], member: Any, text: str, client_id: str = "") -> list[Any]:
        own = [key for key in first if key[:2] == (id(self), member.name)]
        key = (id(self), member.name, client_id)
        known = first.setdefault(key, member) if client_id else member
        is_late = known is not member and key not in own[-50:]
        return sound(self, member, text, f"{client_id} again" if is_late else client_id)

    patch.replace(Room, "send_message", send_message)
