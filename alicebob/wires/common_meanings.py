"""Meanings of frames that many clients receive, so that each frame is matched once for all."""

from collections.abc import Collection

from alicebob.wires.heard import HEARD_NAMES, Heard
from alicebob.wires.hole import ANYTHING
from alicebob.wires.wire import Wire

_REMEMBERED = 512  # frames: readers of a burst are not all at the same place in it
_LONGEST = 4096  # characters of a frame that is remembered


class CommonMeanings:
    """Remembers what frames mean on a wire where they mean the same to every client.

    A ``[[hear]]`` with a hole that each client fills by itself, such as ``{me}`` or a number of its
    own frames, may fit for one client only: then nothing is remembered. Several threads may read at
    once: at worst, a frame is matched twice.
    """

    def __init__(self, wire: Wire) -> None:
        """Look whether all frames of ``wire`` mean the same to every client."""
        names = {hole.name for hear in wire.hears for hole in hear.template.holes}
        self._are_common = names <= {*HEARD_NAMES, ANYTHING}
        self._known: dict[tuple[str, Collection[str]], Heard] = {}

    def find(self, text: str, names: frozenset[str]) -> Heard | None:
        """Return what ``text`` means when ``names`` are the known users; None if it was not met."""
        return self._known.get((text, names))

    def remember(self, text: str, names: frozenset[str], meaning: Heard) -> None:
        """Keep what ``text`` means when ``names`` are the known users."""
        if self._are_common and len(text) <= _LONGEST:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[text, names] = meaning
