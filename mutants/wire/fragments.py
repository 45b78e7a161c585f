"""Faulty servers that ``features/wire/fragments.feature`` must catch."""

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.handlers import change_binary
from server.core.events import ChatMessage
from server.dialects import events
from server.web.chat_endpoints import ClientSession
from server.web.connect_request import ConnectRequest
from server.ws import frame_reader
from server.ws.close_codes import CloseCode
from server.ws.frame_reader import FrameError, FrameReader
from server.ws.handler import (
    Action,
)


@mutant("Binary messages are read as text in every dialect.")
def binary_read_as_text(patch: Patch) -> None:
    def read(session: ClientSession, data: bytes, asked: ConnectRequest) -> Action[ClientSession]:
        asked.chat.receive_all(session.client, [data.decode("utf-8", "replace")])
        return session.goes_on

    change_binary(patch, read)


@mutant("The largest permitted message is rejected.")
def frame_of_524288_bytes_rejected(patch: Patch) -> None:
    sound = FrameReader.__init__
    patch.replace(FrameReader, "__init__", lambda self, limit: sound(self, limit - 1))


@mutant("Message ids are shorter than the protocol says.")
def ids_of_15_digits(patch: Patch) -> None:
    sound = events.encode_message

    def encoded(message: ChatMessage) -> bytes:
        sequence = b'"%d"' % message.sequence
        return sound(message).replace(sequence, b'"' + sequence[2:], 1)

    patch.replace(events, "encode_message", encoded)


@mutant("The message size limit applies to each fragment instead of the whole message.")
def pieces_measured_one_by_one(patch: Patch) -> None:
    def check_size(self: FrameReader, size: int) -> None:
        if size > self.limit:
            raise FrameError("too big", CloseCode.MESSAGE_TOO_BIG)

    patch.replace(FrameReader, "check_size", check_size)


@mutant("A message may have any number of fragments.")
def pieces_without_number_accepted(patch: Patch) -> None:
    patch.replace(frame_reader, "MOST_FRAGMENTS", 10_000_000)
