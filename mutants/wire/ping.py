"""Faulty servers that ``features/wire/ping.feature`` must catch."""

from mutants.patch import Patch
from mutants.registry import mutant
from server.ws import frames
from server.ws.frame_reader import FrameReader
from server.ws.frames import PING, Incoming


@mutant("Client pings are not answered.")
def pings_not_answered(patch: Patch) -> None:
    sound = FrameReader.take_frame

    def take(
        self: FrameReader, opcode: int, final: bool, payload: bytes, incoming: list[Incoming]
    ) -> None:
        if opcode != PING:
            sound(self, opcode, final, payload, incoming)

    patch.replace(FrameReader, "take_frame", take)


@mutant("A pong does not carry the payload of its ping.")
def pong_without_payload(patch: Patch) -> None:
    sound = frames.frame
    patch.replace(
        frames,
        "frame",
        lambda opcode, payload: sound(opcode, b"" if opcode == frames.PONG else payload),
    )
