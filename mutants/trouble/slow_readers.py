"""Faulty servers that ``features/trouble/slow_readers.feature`` must catch."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.connection_end import end_unnoticed
from mutants.seams.publish import Sound, publish_with
from server.core.events import Event
from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.pubsub import PubSub
from server.ws.send_queue import SendQueue


@mutant("The send buffer of a client that stops reading grows without limit.")
def buffers_unbounded(patch: Patch) -> None:
    patch.replace(SendQueue, "exceeds_limit", lambda self, size: False)


@mutant("A slow client is cut off, but its user's leave is not announced.")
def slow_reader_cut_but_not_announced(patch: Patch) -> None:
    sound = Connection.close_now

    def cut(self: Connection, code: int, reason: str) -> None:
        if code == CloseCode.TRY_AGAIN_LATER:
            end_unnoticed(self)
        sound(self, code, reason)

    patch.replace(Connection, "close_now", cut)


@mutant("A slow client is cut off without a Close frame.")
def slow_reader_cut_without_close(patch: Patch) -> None:
    sound = Connection.close_now

    def cut(self: Connection, code: int, reason: str) -> None:
        if code == CloseCode.TRY_AGAIN_LATER:
            self.abort(code, reason)
        sound(self, code, reason)

    patch.replace(Connection, "close_now", cut)


@mutant("Messages over a client's send buffer limit are dropped without closing the connection.")
def slow_reader_misses_messages(patch: Patch) -> None:
    sound = SendQueue.write

    def write(self: SendQueue, frames: bytes) -> None:
        if not self.exceeds_limit(len(frames)):
            sound(self, frames)

    patch.replace(SendQueue, "write", write)


def _readers(pubsub: PubSub[Event], topic: str) -> list[Any]:
    found = pubsub.topics.get(topic)
    return [r for a in found.fan_outs.values() for r in a.readers.values()] if found else []


def _is_stuck(reader: SendQueue) -> bool:
    return reader.is_open and reader.transport.get_write_buffer_size() > 0


@mutant("One client that stops reading blocks delivery to all others.")
def stuck_reader_starves_the_others(patch: Patch) -> None:
    waiting: list[tuple[PubSub[Event], str, Callable[[], int]]] = []

    def send() -> None:
        while waiting and not any(map(_is_stuck, _readers(*waiting[0][:2]))):
            waiting.pop(0)[2]()
        if waiting:
            asyncio.get_running_loop().call_later(0.01, send)

    def publish(pubsub: PubSub[Event], topic: str, event: Event, sound: Sound) -> int:
        waiting.append((pubsub, topic, partial(sound, topic, event)))
        if len(waiting) == 1:
            send()
        return pubsub.subscribers(topic)

    publish_with(publish)
