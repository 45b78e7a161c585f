"""The reasons for which a scenario, or a promise, is not played through a page."""

from collections.abc import Mapping

from alicebob.model.facts import Facts
from alicebob.servers.impossible import OWN_FRAMES, impossible_by
from alicebob.wires.page import ChatPage

LIMITS: Mapping[str, str] = {
    "frames": "a page writes its frames itself",
    "handshake": "a page makes its handshake itself",
    "end": "a page does not show how a connection ended, and comes back by itself",
    "reading": "a page reads all the time",
    "asking": "a page asks by itself for what it needs, when it needs it",
    "ids": "a page gives its messages ids by itself",
    "unshown": "a page does not show this",
    "traffic": "a page sends more than what its user says, such as that the user is typing",
    "speed": "nobody types so fast",
    "text": "a text box does not take this text as it is",
    "person": "a page lets its user write in private to others who are there, and to nobody else",
    "name": "a page does not send this name as it is",
    "dialect": "the users of this scenario speak certain dialects",
}
"""Limits of all pages, by the name in a tag ``@socket.NAME``, each as a sentence."""
_FRAMES = "a page makes all handshakes and frames itself"


def impossible_through(page: ChatPage) -> Mapping[str, str]:
    """Return the promises that cannot be judged through a page, each with the reason."""
    facts: Facts = page.facts
    found = {**dict.fromkeys(OWN_FRAMES, _FRAMES), "bursts": LIMITS["speed"]}
    found |= impossible_by(facts)
    return found if page.has_rooms else {**found, "rooms": "the page has no field for a room"}
