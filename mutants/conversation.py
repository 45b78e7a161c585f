"""Faulty servers that ``features/conversation/`` must catch."""

import asyncio
import html
import io
import json
import re
import unicodedata
from dataclasses import replace
from typing import Any
from urllib.parse import unquote_plus

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.delivery import Apply, deliver_with
from mutants.seams.encode import Encode, encode_with
from mutants.seams.fan_out import queue_for_each_reader
from mutants.seams.frame_reading import read_each_frame
from mutants.seams.framing import frame_with
from mutants.seams.handlers import replace_handlers
from mutants.seams.messages import change_texts, deliver_only_to, handle_each_message
from mutants.seams.publish import Sound, publish_again, publish_to, publish_with
from mutants.seams.sequencing import CommitEffect, commit_with
from server.chat.client import Client
from server.chat.service import ChatService
from server.core import rules
from server.core.clock import microseconds
from server.core.commands import Command
from server.core.effects import Effect, SendToOne, SendToSome, Subscribe, Unsubscribe
from server.core.events import Event, PublicMessage, Rejected, RejectionReason, UserLeft
from server.core.history_query import HistoryQuery
from server.core.room import Room
from server.core.rules import MAX_TEXT
from server.dialects import plain
from server.dialects.json import to_json
from server.store.base import Store
from server.web import chat_endpoints
from server.web import connect_request as connect_requests
from server.ws import frame_reader, frames
from server.ws.connection import Connection
from server.ws.fan_out import FanOut, Reader
from server.ws.frame_reader import Fragments, FrameReader
from server.ws.frames import CLOSE, CONTINUATION, PING, DataMessage, Incoming
from server.ws.pubsub import PubSub
from server.ws.send_queue import SendQueue


@mutant("A user who is alone in a room does not receive their own messages.")
def own_message_alone_not_returned(patch: Patch) -> None:
    deliver_only_to(lambda _speaker, people: people if len(people) > 1 else [])


@mutant("A user who gets a personal answer receives the messages of that moment twice.")
def answered_alone_hears_twice(patch: Patch) -> None:
    sound = FanOut.catch_up

    def catch_up(self: FanOut, reader: Reader) -> None:
        before = dict(self.offsets)
        sound(self, reader)
        self.offsets = before

    patch.replace(FanOut, "catch_up", catch_up)


@mutant("A personal answer overtakes messages that were sent to the room before it.")
def answers_overtake_texts(patch: Patch) -> None:
    def send_frame(self: SendQueue, frame: bytes) -> None:
        self.enqueue(frame)

    patch.replace(SendQueue, "send_frame", send_frame)


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


@mutant("A text with braces is treated as a template, and an invalid one disconnects its sender.")
def braces_filled_in(patch: Patch) -> None:
    change_texts(lambda text: text.format())


@mutant("Readers receive only the first sixty messages of a write batch.")
def busy_rooms_drop_messages(patch: Patch) -> None:
    sound = FanOut.flush

    def flush(self: FanOut) -> None:
        self.texts = self.texts[:60]
        sound(self)

    patch.replace(FanOut, "flush", flush)


@mutant("A byte order mark at the beginning of a text is removed.")
def byte_order_mark_eaten(patch: Patch) -> None:
    read_each_frame()
    sound = frame_reader.decode_text

    def without_mark(payload: bytes) -> str:
        return sound(payload).removeprefix("\ufeff")

    patch.replace(frame_reader, "decode_text", without_mark)


@mutant("Control characters other than tabs and line ends are removed from texts.")
def control_characters_lost(patch: Patch) -> None:
    change_texts(lambda text: re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", text))


@mutant("A user who sends while another connection is closing is disconnected.")
def dead_neighbour_silences_the_speaker(patch: Patch) -> None:
    receive_all, told = ChatService.receive_all, chat_endpoints.on_close

    def heard(self: ChatService, client: Client, texts: list[str]) -> None:
        if client.room and not all(reader.connection.is_open for reader in client.room.members):
            raise ConnectionResetError("cannot write to a closing transport")
        receive_all(self, client, texts)

    def on_close(
        session: chat_endpoints.ClientSession,
        _connection: Connection,
        connect_request: connect_requests.ConnectRequest,
    ) -> None:
        asyncio.get_running_loop().call_later(0.02, told, session, _connection, connect_request)

    patch.replace(ChatService, "receive_all", heard)
    replace_handlers(patch, on_close=on_close)


@mutant("Characters above U+FFFF are removed from texts.")
def emoji_lost(patch: Patch) -> None:
    change_texts(lambda text: "".join(c for c in text if c <= "\uffff"))


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


@mutant("Each fragment of a message is treated as a whole message.")
def fragments_not_joined(patch: Patch) -> None:
    header, take = FrameReader.check_header, FrameReader.take_frame

    def check_header(self: FrameReader, first: int, second: int) -> None:
        header(self, first | 0x01 if first & 0x0F == CONTINUATION else first, second)

    def whole(
        self: FrameReader, opcode: int, final: bool, payload: bytes, incoming: list[Incoming]
    ) -> None:
        take(self, opcode or 0x01, final or opcode < CLOSE, payload, incoming)

    patch.replace(FrameReader, "check_header", check_header)
    patch.replace(FrameReader, "take_frame", whole)


@mutant("A frame of exactly 126 bytes is rejected as having an overlong length field.")
def frame_of_126_bytes_rejected(patch: Patch) -> None:
    read_each_frame()
    sound = frame_reader.extended_size

    def extended_size(field: bytes | bytearray) -> int:
        size = sound(field)
        if size == 126:
            raise frame_reader.FrameError("the length is not in its shortest form")
        return size

    patch.replace(frame_reader, "extended_size", extended_size)


@mutant("A frame of exactly 65,536 bytes is rejected as having an overlong length field.")
def frame_of_65536_bytes_rejected(patch: Patch) -> None:
    sound = frame_reader.extended_size

    def extended_size(field: bytes | bytearray) -> int:
        size = sound(field)
        if size == 65_536:
            raise frame_reader.FrameError("the length is not in its shortest form")
        return size

    patch.replace(frame_reader, "extended_size", extended_size)


@mutant("The server sends its messages as binary frames.")
def frames_sent_as_binary(patch: Patch) -> None:
    sound = frames.frame

    def frame(opcode: int, payload: bytes) -> bytes:
        return sound(frames.BINARY if opcode == frames.TEXT else opcode, payload)

    frame_with(frame)


@mutant("A frame whose header arrives in two reads is lost.")
def half_a_header_lost(patch: Patch) -> None:
    sound = FrameReader.feed

    def feed(self: FrameReader, data: bytes) -> list[Incoming]:
        incoming = sound(self, data)
        if len(self.rest or b"") == 1:
            self.rest = None
        return incoming

    patch.replace(FrameReader, "feed", feed)


@mutant("A frame whose length field arrives in two reads is lost.")
def half_a_length_lost(patch: Patch) -> None:
    sound = FrameReader.feed

    def feed(self: FrameReader, data: bytes) -> list[Incoming]:
        incoming = sound(self, data)
        rest = self.rest or b""
        if len(rest) == 3 and rest[1] == 0x80 | 126:
            self.rest = None
        return incoming

    patch.replace(FrameReader, "feed", feed)


@mutant("A joining user receives earlier messages as live ones.")
def history_for_new_users(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        if isinstance(effect, Subscribe):
            for said in chat.sequencer.store.read_history(room, HistoryQuery(limit=50)).messages:
                chat.delivery.send_to((effect.member,), said)
        sound(room, effect)

    deliver_with(patch, apply)


@mutant("Invisible characters, such as joiners and separators, are removed from texts.")
def invisible_characters_lost(patch: Patch) -> None:
    change_texts(lambda text: re.sub("[\u200b-\u200f\u2028-\u202e\ufeff\uffff]", "", text))


@mutant("A text that looks like a frame is sent as one, so users can impersonate others.")
def json_relayed_as_a_frame(patch: Patch) -> None:
    def relayed(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage):
                try:
                    fields = json.loads(event.text)
                except ValueError:
                    return sound(event)
                if isinstance(fields, dict) and {"sender", "nickname", "username"} & set(fields):
                    return event.text.encode()
            return sound(event)

        return encode

    encode_with(relayed)


@mutant("A message that a user sends just before leaving is lost.")
def last_texts_lost(patch: Patch) -> None:
    sound = ChatService.receive_all

    def hear_if_open(chat: ChatService, client: Client, texts: list[str]) -> None:
        if client.connection.is_open:
            sound(chat, client, texts)

    def receive_all(self: ChatService, client: Client, texts: list[str]) -> None:
        asyncio.get_running_loop().call_later(0.002, hear_if_open, self, client, texts)

    patch.replace(ChatService, "receive_all", receive_all)


@mutant("The length limit counts bytes, so texts in other scripts must be shorter.")
def length_counted_in_bytes(patch: Patch) -> None:
    handle_each_message()
    sound = Room.send_message

    def send_message(
        self: Room[Any], member: Any, text: str, client_id: str = ""
    ) -> list[Effect[Any]]:
        if len(text.encode()) > MAX_TEXT:
            return self.reject(
                member, RejectionReason.TOO_LONG, "A message has at most 65,536 bytes."
            )
        return sound(self, member, text, client_id)

    patch.replace(Room, "send_message", send_message)


@mutant("A message of the maximum length is rejected.")
def limit_one_too_low(patch: Patch) -> None:
    patch.replace(rules, "MAX_TEXT", MAX_TEXT - 1)


@mutant("A link is turned into HTML.")
def links_made_clickable(patch: Patch) -> None:
    change_texts(lambda text: re.sub(r"(https?://\S+)", r'<a href="\1">\1</a>', text))


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


@mutant("A text of digits loses its leading zeros.")
def numbers_lose_their_zeros(patch: Patch) -> None:
    change_texts(lambda text: str(int(text)) if text.isdecimal() else text)


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


@mutant("Fragments of messages from two connections are mixed.")
def pieces_of_two_messages_mixed(patch: Patch) -> None:
    init, sound = Fragments.__init__, Fragments.whole
    pieces = io.StringIO(newline="")

    def begin(self: Fragments, opcode: int) -> None:
        init(self, opcode)
        self.text_buffer = pieces

    def whole(self: Fragments) -> DataMessage:
        message = sound(self)
        pieces.seek(0)
        pieces.truncate()
        return message

    patch.replace(Fragments, "__init__", begin)
    patch.replace(Fragments, "whole", whole)


@mutant("A ping between fragments discards the fragments before it.")
def ping_between_fragments_ends_the_message(patch: Patch) -> None:
    sound = FrameReader.take_frame

    def take(
        self: FrameReader, opcode: int, final: bool, payload: bytes, incoming: list[Incoming]
    ) -> None:
        sound(self, opcode, final, payload, incoming)
        if opcode == PING:
            self.message = None

    patch.replace(FrameReader, "take_frame", take)


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


@mutant("A text that is a number, null, true or a quoted string is sent as that JSON value.")
def scalars_become_values(patch: Patch) -> None:
    def valued(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            whole = sound(event)
            if whole and isinstance(event, PublicMessage):
                try:
                    value = json.loads(event.text)
                except ValueError:
                    return whole
                if not isinstance(value, dict | list):
                    return whole.replace(to_json(event.text), to_json(value))
            return whole

        return encode

    encode_with(valued)


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


@mutant("A text that begins with a slash is not delivered.")
def slash_commands_swallowed(patch: Patch) -> None:
    handle_each_message()
    sound = Room.send_message

    def send_message(
        self: Room[Any], member: Any, text: str, client_id: str = ""
    ) -> list[Effect[Any]]:
        return [] if text.startswith("/") else sound(self, member, text, client_id)

    patch.replace(Room, "send_message", send_message)


@mutant("Consecutive spaces or tabs in a text become one space.")
def spaces_inside_collapsed(patch: Patch) -> None:
    change_texts(lambda text: re.sub(r"[ \t]+", " ", text))


@mutant("Texts are normalised to NFC.")
def text_composed(patch: Patch) -> None:
    change_texts(lambda text: unicodedata.normalize("NFC", text))


@mutant("A text is cut after 60,000 characters.")
def text_cut_at_60000_characters(patch: Patch) -> None:
    change_texts(lambda text: text if len(text) > 65_536 else text[:60_000])


@mutant("Texts are normalised to NFD.")
def text_decomposed(patch: Patch) -> None:
    def decomposed(text: str) -> str:
        longer = unicodedata.normalize("NFD", text)
        return longer if len(longer) <= MAX_TEXT else text

    change_texts(decomposed)


@mutant("A text is cut at its first NUL.")
def text_ends_at_nul(patch: Patch) -> None:
    change_texts(lambda text: text.partition("\0")[0])


@mutant("Only the first line of a text is delivered.")
def text_ends_at_the_first_line(patch: Patch) -> None:
    change_texts(lambda text: text.partition("\n")[0])


@mutant("Texts are escaped for HTML before they are sent.")
def text_escaped_as_html(patch: Patch) -> None:
    change_texts(html.escape)


@mutant("Texts are escaped for JSON twice, so backslashes show.")
def text_escaped_twice(patch: Patch) -> None:
    def escaped(text: str) -> str:
        return text if text.isspace() else json.dumps(text, ensure_ascii=False)[1:-1]

    change_texts(escaped)


@mutant("Characters beyond ASCII become question marks.")
def text_in_ascii_only(patch: Patch) -> None:
    def visible(text: str) -> str:
        return text if text.isspace() else text.encode("ascii", "replace").decode()

    change_texts(visible)


@mutant("Texts are percent-decoded.")
def text_percent_decoded(patch: Patch) -> None:
    change_texts(unquote_plus)


@mutant("Spaces and line ends around a text are removed.")
def text_trimmed(patch: Patch) -> None:
    change_texts(lambda text: text.strip())


@mutant("Texts above a hundred bytes are lost.")
def texts_above_100_bytes_lost(patch: Patch) -> None:
    handle_each_message()
    sound = Room.send_message

    def send_message(
        self: Room[Any], member: Any, text: str, client_id: str = ""
    ) -> list[Effect[Any]]:
        said = sound(self, member, text, client_id)
        return [] if len(text.encode()) > 100 and isinstance(said[-1], PublicMessage) else said

    patch.replace(Room, "send_message", send_message)


@mutant("The second user's messages reach at most one other user.")
def third_user_not_received(patch: Patch) -> None:
    deliver_only_to(lambda speaker, people: people[:2] if speaker in people[1:2] else people)


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


@mutant("Windows line ends (CR LF) become LF.")
def windows_line_ends_changed(patch: Patch) -> None:
    change_texts(lambda text: text.replace("\r\n", "\n"))


@mutant("A text that reads like a notice is sent as a notice.")
def texts_taken_for_a_notice(patch: Patch) -> None:
    def taken(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            match event:
                case PublicMessage(_, text, sequence) if text.endswith(" left the chat"):
                    return sound(UserLeft(text.removesuffix(" left the chat"), sequence))
            return sound(event)

        return encode

    encode_with(taken)
