"""Faulty servers that ``features/conversation/message_order.feature`` must catch."""

import asyncio
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.delivery import Apply, deliver_with
from mutants.seams.fan_out import queue_for_each_reader
from mutants.seams.frame_reading import read_each_frame
from mutants.seams.handlers import replace_handlers
from mutants.seams.messages import handle_each_message
from mutants.seams.publish import Sound, publish_with
from server.chat.client import Client
from server.chat.service import ChatService
from server.core.commands import Command
from server.core.effects import Effect, Subscribe
from server.core.events import Event, PublicMessage
from server.core.history_query import HistoryQuery
from server.core.room import Room
from server.dialects import plain
from server.web import chat_endpoints
from server.web import connect_request as connect_requests
from server.ws.connection import Connection
from server.ws.fan_out import FanOut
from server.ws.frame_reader import FrameReader
from server.ws.frames import Incoming
from server.ws.pubsub import PubSub
from server.ws.send_queue import SendQueue


@mutant("Readers receive only the first sixty messages of a write batch.")
def busy_rooms_drop_messages(patch: Patch) -> None:
    sound = FanOut.flush

    def flush(self: FanOut) -> None:
        self.texts = self.texts[:60]
        sound(self)

    patch.replace(FanOut, "flush", flush)


@mutant("A user who sends while another connection is closing is disconnected.")
def dead_neighbour_silences_the_speaker(patch: Patch) -> None:
    receive_all, close = ChatService.receive_all, chat_endpoints.on_close

    def received(self: ChatService, client: Client, texts: list[str]) -> None:
        if client.room and not all(reader.connection.is_open for reader in client.room.members):
            raise ConnectionResetError("cannot write to a closing transport")
        receive_all(self, client, texts)

    def on_close(
        session: chat_endpoints.ClientSession,
        _connection: Connection,
        connect_request: connect_requests.ConnectRequest,
    ) -> None:
        asyncio.get_running_loop().call_later(0.02, close, session, _connection, connect_request)

    patch.replace(ChatService, "receive_all", received)
    replace_handlers(patch, on_close=on_close)


@mutant("A joining user receives earlier messages as live ones.")
def history_for_new_users(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        if isinstance(effect, Subscribe):
            for said in chat.sequencer.store.read_history(room, HistoryQuery(limit=50)).messages:
                chat.delivery.send_to((effect.member,), said)
        sound(room, effect)

    deliver_with(patch, apply)


@mutant("Short messages overtake a long one that was sent before them.")
def long_messages_overtaken(patch: Patch) -> None:
    sound = ChatService.receive_all

    def receive_all(self: ChatService, client: Client, texts: list[str]) -> None:
        for text in texts:
            if len(text) > 10_000:
                asyncio.get_running_loop().call_later(0.005, sound, self, client, [text])
            else:
                sound(self, client, [text])

    patch.replace(ChatService, "receive_all", receive_all)


@mutant("A text of a single character is dropped.")
def one_character_is_too_few(patch: Patch) -> None:
    handle_each_message()
    sound = Room.send_message

    def send_message(
        self: Room[Any], member: Any, text: str, client_id: str = ""
    ) -> list[Effect[Any]]:
        return [] if len(text) == 1 else sound(self, member, text, client_id)

    patch.replace(Room, "send_message", send_message)


@mutant("Only the first fifty messages of one read are delivered.")
def only_fifty_messages_of_a_read(patch: Patch) -> None:
    read_each_frame()
    sound = FrameReader.feed

    def feed(self: FrameReader, data: bytes) -> list[Incoming]:
        return sound(self, data)[:50]

    patch.replace(FrameReader, "feed", feed)


@mutant("Every other reader receives the messages of a batch in a different order.")
def order_differs_per_reader(patch: Patch) -> None:
    sound = SendQueue.flush

    def flush(self: SendQueue) -> None:
        if self.number % 2 and len(self.pending) > 4:
            self.pending[1], self.pending[2] = self.pending[2], self.pending[1]
        sound(self)

    queue_for_each_reader()
    patch.replace(SendQueue, "flush", flush)


@mutant("Senders receive their own messages before those of others, so orders differ.")
def own_texts_come_first(patch: Patch) -> None:
    handle = ChatService.handle
    speaking: list[tuple[ChatService, Client]] = []

    def remember(self: ChatService, client: Client, command: Command) -> None:
        speaking[:] = [(self, client)]
        handle(self, client, command)

    def publish(pubsub: PubSub[Event], topic: str, event: Event, sound: Sound) -> int:
        if not isinstance(event, PublicMessage):
            return sound(topic, event)
        chat, client = speaking[0]
        chat.delivery.send_to((client,), event)
        asyncio.get_running_loop().call_later(0.003, sound, topic, event, client.connection)
        return pubsub.subscribers(topic)

    handle_each_message()
    patch.replace(ChatService, "handle", remember)
    publish_with(publish)


@mutant("Two of many messages that arrive in one read are swapped.")
def two_swapped_in_a_burst(patch: Patch) -> None:
    read_each_frame()
    sound = FrameReader.feed

    def feed(self: FrameReader, data: bytes) -> list[Incoming]:
        incoming = sound(self, data)
        if len(incoming) > 8:
            incoming[3], incoming[4] = incoming[4], incoming[3]
        return incoming

    patch.replace(FrameReader, "feed", feed)


@mutant('The type of a message is spelled "msg".')
def type_of_messages_is_msg(patch: Patch) -> None:
    patch.replace(plain, "END_OF_MESSAGE", b',"type":"msg"}')
