"""The time of a message is told to the second, where the protocol says microseconds."""

from server.dialects import envelope, events
from server.dialects.json import timestamp


def bend() -> None:
    def to_the_second(at: int) -> str:
        return timestamp(at).partition(".")[0] + "Z"

    events.timestamp = envelope.timestamp = to_the_second  # type: ignore[attr-defined]
