"""Faulty servers that state wrong times, which the law of times must catch."""

import time
from collections.abc import Callable
from dataclasses import replace

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.encode import Encode, encode_with
from server.core.events import Event, Rejected, UserJoined, UserLeft
from server.dialects import envelope, json

SECOND = 1_000_000  # microseconds


def shifted(by: int, *kinds: type[UserJoined | UserLeft | Rejected]) -> Callable[[Encode], Encode]:
    """Return a change of ``encode`` that adds ``by`` microseconds to the times of these events."""

    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            return sound(replace(event, at=event.at + by) if isinstance(event, kinds) else event)

        return encode

    return bent


@mutant("The times in join and leave notices are half a second late.")
def notices_stated_late(patch: Patch) -> None:
    encode_with(shifted(SECOND // 2, UserJoined, UserLeft))


@mutant("The times in rejections are an hour early.")
def rejections_stated_early(patch: Patch) -> None:
    encode_with(shifted(-3600 * SECOND, Rejected))


@mutant("The times of messages run backwards in the envelope dialect.")
def envelope_times_run_backwards(patch: Patch) -> None:
    start, sound = time.time_ns() // 1000, json.timestamp
    patch.replace(envelope, "timestamp", lambda at: sound(start - (at - start)))
