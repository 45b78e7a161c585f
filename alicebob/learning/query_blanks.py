"""The blanks in the query of an address: whether a server reads a + as one, as browsers mean it."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from urllib.parse import quote

from alicebob.learning.longest import Hall
from alicebob.learning.search import letters, new_guest, new_word
from alicebob.learning.visitor import Stage, Visitor
from alicebob.transport.upgrade import UpgradeRejected
from alicebob.wires.expansion import Expansion
from alicebob.wires.wire import Wire

_TRIES = 3  # to be heard: the listener may not have been in
_WAYS_TO_WRITE_PLUS = (
    "\\u002b",
    "\\u002B",
    "&#43;",
    "&#x2B;",
    "%2B",
)  # in JSON, HTML and addresses


def reads_plus(hall: Hall) -> bool | None:
    """Return True if a name that the query has with a + is shown with a blank, and False if it is
    shown with the +. None if neither was seen, or the name is not told by the query alone."""
    if not hall.wire.url.has_in_query("user") or _is_named_in_frames(hall.wire):
        return None
    room = f"room{letters(5)}"
    name = new_guest("Mary Ann", room).name
    listening = Stage(hall.address, hall.wire, hall.patience)
    speaking = Stage(hall.address, _with_plus(hall.wire, name, room), hall.patience)
    try:
        listener = listening.arrive(new_guest("Listener", room))
        speaker = speaking.arrive(replace(new_guest("Mary Ann", room), name=name))
        listening.wait_until(lambda: listener.is_in or listener.has_ended)
        speaking.wait_until(lambda: speaker.is_in or speaker.has_ended)
        return _is_shown_with_blank(name, _what_comes(listening, speaker, listener))
    except (UpgradeRejected, OSError):
        return None
    finally:
        speaking.close()
        listening.close()


def _is_named_in_frames(wire: Wire) -> bool:
    """Return True if a client tells its name in what it sends, too."""
    sent = (wire.sending.say, *(step.send for step in wire.enter if step.send is not None))
    return any(hole.name == "user" for template in sent for hole in template.holes)


def _with_plus(wire: Wire, name: str, room: str) -> Wire:
    """Return the wire of somebody whose address has the name with a + for each blank."""
    path, mark, query = wire.address(name, room, 1).partition("?")
    spelled = query.replace(quote(name, safe=""), name.replace(" ", "+"))
    return replace(wire, url=Expansion.read_url(f"{path}{mark}{spelled}"))


def _what_comes(listening: Stage, speaker: Visitor, listener: Visitor) -> str:
    """Return the frame that the listener receives when somebody speaks; "" if none comes."""
    for _ in range(_TRIES):
        word = new_word()
        speaker.say(word, word)
        if listening.wait_until(partial(_has_come, word, listening, listener)):
            return next(_frames_with(word, listening, listener))
    return ""


def _has_come(word: str, listening: Stage, listener: Visitor) -> bool:
    return any(_frames_with(word, listening, listener))


def _frames_with(word: str, listening: Stage, listener: Visitor) -> Iterator[str]:
    return (frame for frame in listening.received(listener.guest.name) if word in frame)


def _is_shown_with_blank(name: str, frame: str) -> bool | None:
    for written in _WAYS_TO_WRITE_PLUS:
        frame = frame.replace(written, "+")
    if name in frame:
        return True
    return False if name.replace(" ", "+") in frame else None
