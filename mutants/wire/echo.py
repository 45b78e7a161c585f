"""Faulty servers that ``features/wire/echo.feature`` must catch."""

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.framing import frame_with
from mutants.seams.handlers import change_echo
from server.ws import frames
from server.ws.handler import (
    BinaryMessage,
    HandlerMessage,
    TextMessage,
)


@mutant("A frame of exactly 125 bytes is sent with its length in the long form.")
def answer_of_125_bytes_garbled(patch: Patch) -> None:
    sound = frames.frame

    def frame(opcode: int, payload: bytes) -> bytes:
        if len(payload) == 125:
            return bytes((0x80 | opcode, 126)) + payload
        return sound(opcode, payload)

    frame_with(frame)


@mutant("A frame of exactly 126 bytes is sent with its length in the short form.")
def answer_of_126_bytes_garbled(patch: Patch) -> None:
    sound = frames.frame

    def frame(opcode: int, payload: bytes) -> bytes:
        if len(payload) == 126:
            return bytes((0x80 | opcode, 126)) + payload
        return sound(opcode, payload)

    frame_with(frame)


@mutant("A frame of exactly 65,536 bytes is sent with a length of 0.")
def answer_of_65536_bytes_garbled(patch: Patch) -> None:
    sound = frames.frame

    def frame(opcode: int, payload: bytes) -> bytes:
        if len(payload) == 65_536:
            return bytes((0x80 | opcode, 126, 0, 0)) + payload
        return sound(opcode, payload)

    frame_with(frame)


@mutant("The echo endpoint returns binary data as text.")
def echo_binary_as_text(patch: Patch) -> None:
    def as_text(message: HandlerMessage) -> HandlerMessage:
        if isinstance(message, BinaryMessage):
            return TextMessage(message.data.decode("latin-1"))
        return message

    change_echo(patch, as_text)


@mutant("The echo endpoint returns only the first 65,535 bytes or characters.")
def echo_cut_at_65535(patch: Patch) -> None:
    def cut(message: HandlerMessage) -> HandlerMessage:
        match message:
            case TextMessage(text):
                return TextMessage(text[:65_535])
            case BinaryMessage(data):
                return BinaryMessage(data[:65_535])
            case _:
                return message

    change_echo(patch, cut)


@mutant("The echo endpoint returns text as binary data.")
def echo_text_as_binary(patch: Patch) -> None:
    def as_binary(message: HandlerMessage) -> HandlerMessage:
        if isinstance(message, TextMessage):
            return BinaryMessage(message.text.encode())
        return message

    change_echo(patch, as_binary)


@mutant("The echo endpoint does not return empty messages.")
def echo_without_the_empty(patch: Patch) -> None:
    empty = (TextMessage(""), BinaryMessage(b""))
    change_echo(patch, lambda message: None if message in empty else message)
