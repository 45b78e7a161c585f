"""The longest text that a chat carries, found by trying."""

from dataclasses import dataclass

from alicebob.learning.findings import Finding
from alicebob.learning.search import letters, new_guest, new_word
from alicebob.learning.visitor import Stage, Visitor
from alicebob.transport.address import Address
from alicebob.transport.upgrade import UpgradeRejected
from alicebob.wires.wire import Wire

ENOUGH = 65_535  # bytes of a text: whoever carries so many promises as much as anybody
_SHORTEST = 100  # bytes that every chat carries: the talk of four people had texts like that
_TWO_BYTES = "\u00e9"


@dataclass(frozen=True, slots=True)
class Hall:
    """A chat that is tried out: its address, its wire, and how long to wait for what may not
    come."""

    address: Address
    wire: Wire
    patience: float


def longest_text(hall: Hall) -> Finding | None:
    """Return the limit of the texts in a chat; None if there is none below 65,535 bytes, or if
    nobody can be heard any more."""
    if _carries(hall, "x" * ENOUGH) or not _carries(hall, "x" * _SHORTEST):
        return None
    fits, breaks = _SHORTEST, ENOUGH
    while breaks - fits > 1:
        middle = (fits + breaks) // 2
        fits, breaks = (middle, breaks) if _carries(hall, "x" * middle) else (fits, middle)
    is_in_characters = _carries(hall, _TWO_BYTES * (fits // 2 + 1))
    fact, what = ("max_characters", "letters") if is_in_characters else ("max_bytes", "bytes")
    return Finding(fact, fits, f"a text of {fits:,} {what} came, and a longer one did not")


def _carries(hall: Hall, text: str) -> bool:
    """Return True if a listener receives ``text`` in one of two tries: a chat that loses a message
    now and then has no limit for that."""
    return _is_heard(hall, text) or _is_heard(hall, text)


def _is_heard(hall: Hall, text: str) -> bool:
    """Return True if a listener receives ``text``; a short word behind it says when it has not."""
    stage = Stage(hall.address, hall.wire, hall.patience)
    room = f"room{letters(5)}"
    try:
        listener, speaker = (
            stage.arrive(new_guest(name, room)) for name in ("Listener", "Speaker")
        )
        stage.wait_until(lambda: all(v.is_in or v.has_ended for v in (listener, speaker)))
        return _comes(stage, speaker, listener, text)
    except (UpgradeRejected, OSError):
        return False
    finally:
        stage.close()


def _comes(stage: Stage, speaker: Visitor, listener: Visitor, text: str) -> bool:
    def has_come(said: str) -> bool:
        return any(said in frame for frame in stage.received(listener.guest.name))

    first, last = new_word(), new_word()
    speaker.say(first, first)
    stage.wait_until(lambda: has_come(first))  # the listener is in
    speaker.say(last, text)
    speaker.say(last, last)
    stage.wait_until(
        lambda: has_come(text) or has_come(last) or speaker.has_ended or listener.has_ended
    )
    return has_come(text)
