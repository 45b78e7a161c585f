"""Faulty servers that ``features/conversation/messages.feature`` must catch."""

import asyncio
from dataclasses import replace
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.delivery import Apply, deliver_with
from mutants.seams.encode import Encode, encode_with
from mutants.seams.framing import frame_with
from mutants.seams.messages import deliver_only_to, handle_each_message
from mutants.seams.publish import publish_again, publish_to
from mutants.untaken import untaken_size
from server.chat.client import Client
from server.chat.service import ChatService
from server.core.clock import microseconds
from server.core.effects import Effect, Subscribe, Unsubscribe
from server.core.events import Event, PublicMessage
from server.core.history_query import HistoryQuery
from server.core.room import Room
from server.ws import frames
from server.ws.fan_out import FanOut, Reader
from server.ws.frames import Bytes
from server.ws.send_queue import SendQueue


@mutant("Every frame has one key too many.")
def extra_key_in_frames(patch: Patch) -> None:
    def longer(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            text = sound(event)
            return text[:-1] + b',"version":1}' if text and text.endswith(b"}") else text

        return encode

    encode_with(longer)


@mutant("Messages that a user sends just after joining are lost.")
def first_texts_lost(patch: Patch) -> None:
    sound = ChatService.receive_all

    def receive_all(self: ChatService, client: Client, texts: list[str]) -> None:
        line = client.connection
        if client.room is None or line.now() - line.opened_at >= 0.003:
            sound(self, client, texts)

    patch.replace(ChatService, "receive_all", receive_all)


@mutant("The server sends its messages as binary frames.")
def frames_sent_as_binary(patch: Patch) -> None:
    sound = frames.frame

    def frame(opcode: int, payload: bytes) -> bytes:
        return sound(frames.BINARY if opcode == frames.TEXT else opcode, payload)

    frame_with(frame)


@mutant("A message that a user sends just before leaving is lost.")
def last_texts_lost(patch: Patch) -> None:
    sound = ChatService.receive_all

    def hear_if_open(chat: ChatService, client: Client, texts: list[str]) -> None:
        if client.connection.is_open:
            sound(chat, client, texts)

    def receive_all(self: ChatService, client: Client, texts: list[str]) -> None:
        asyncio.get_running_loop().call_later(0.002, hear_if_open, self, client, texts)

    patch.replace(ChatService, "receive_all", receive_all)


@mutant("Every message is sent twice.")
def message_received_twice(patch: Patch) -> None:
    publish_to(lambda _all, room, event: [room] * (2 if isinstance(event, PublicMessage) else 1))


@mutant("Every message is sent again a moment later.")
def message_repeated_late(patch: Patch) -> None:
    publish_again(lambda _all, room, event: [room] if isinstance(event, PublicMessage) else [], 0.3)


@mutant("A returning user receives the messages they missed as live ones.")
def missed_texts_for_whoever_comes_back(patch: Patch) -> None:
    gone: dict[tuple[str, str], int] = {}  # since when somebody is away

    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        match effect:
            case Subscribe(client, joined):
                missed = HistoryQuery(after=gone.pop((room, joined.name), microseconds()))
                for said in chat.sequencer.store.read_history(room, missed).messages:
                    chat.delivery.send_to((client,), said)
            case Unsubscribe(_, left):
                gone[room, left.name] = microseconds()
        sound(room, effect)

    deliver_with(patch, apply)


@mutant("Only the first fourteen users of a room receive messages.")
def reader_fifteen_forgotten(patch: Patch) -> None:
    deliver_only_to(lambda _speaker, people: people[:14])


@mutant("Only the first 32 connections of a room receive anything.")
def readers_beyond_32_forgotten(patch: Patch) -> None:
    sound = FanOut.enter

    def enter(self: FanOut, reader: Reader) -> None:
        if len(self) < 32:
            sound(self, reader)

    patch.replace(FanOut, "enter", enter)


@mutant("A message with the same text as its sender's last one is dropped.")
def repeated_texts_dropped(patch: Patch) -> None:
    handle_each_message()
    sound = Room.send_message
    last: dict[Any, str] = {}

    def send_message(
        self: Room[Any], member: Any, text: str, client_id: str = ""
    ) -> list[Effect[Any]]:
        is_repeated = last.get(member) == text
        last[member] = text
        return [] if is_repeated else sound(self, member, text, client_id)

    patch.replace(Room, "send_message", send_message)


@mutant("A message with the same text as another user's last one is dropped.")
def same_texts_of_another_dropped(patch: Patch) -> None:
    handle_each_message()
    sound = Room.send_message
    last: dict[str, tuple[Any, str]] = {}

    def send_message(
        self: Room[Any], member: Any, text: str, client_id: str = ""
    ) -> list[Effect[Any]]:
        before, words = last.get(member.room_name, (None, ""))
        last[member.room_name] = (member, text)
        said = sound(self, member, text, client_id)
        is_repeated = before not in (None, member) and words == text
        return [] if is_repeated and isinstance(said[-1], PublicMessage) else said

    patch.replace(Room, "send_message", send_message)


@mutant("The sender of a message is shown in lower case.")
def sender_in_lower_case(patch: Patch) -> None:
    encode_with(
        lambda sound: (
            lambda event: sound(
                replace(event, name=event.name.lower())
                if isinstance(event, PublicMessage)
                else event
            )
        )
    )


@mutant("A message goes to everybody but its sender.")
def sender_left_out(patch: Patch) -> None:
    deliver_only_to(lambda speaker, people: (one for one in people if one is not speaker))


@mutant("A message goes back to its sender, and to nobody else.")
def sender_only(patch: Patch) -> None:
    deliver_only_to(lambda speaker, _people: [speaker])


@mutant("The second user's messages reach at most one other user.")
def third_user_not_received(patch: Patch) -> None:
    deliver_only_to(lambda speaker, people: people[:2] if speaker in people[1:2] else people)


@mutant("What is sent to a client that takes in nothing for a moment is dropped.")
def lost_in_a_pause(patch: Patch) -> None:
    sound = SendQueue.write

    def write(self: SendQueue, frames: Bytes) -> None:
        if not untaken_size(self.transport):
            sound(self, frames)

    patch.replace(SendQueue, "write", write)
