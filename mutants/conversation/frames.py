"""Faulty servers that put the frames of a message together wrongly."""

import io
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.frame_reading import read_each_frame
from mutants.seams.messages import handle_each_message
from server.core.effects import Effect
from server.core.events import PublicMessage
from server.core.room import Room
from server.ws import frame_reader
from server.ws.frame_reader import Fragments, FrameReader
from server.ws.frames import CLOSE, CONTINUATION, PING, DataMessage, Incoming


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


@mutant("A frame of exactly 65,536 bytes is rejected as having an overlong length field.")
def frame_of_65536_bytes_rejected(patch: Patch) -> None:
    sound = frame_reader.extended_size

    def extended_size(field: bytes | bytearray) -> int:
        size = sound(field)
        if size == 65_536:
            raise frame_reader.FrameError("the length is not in its shortest form")
        return size

    patch.replace(frame_reader, "extended_size", extended_size)
