"""Values that one connection fills its holes with: its own, what it was told, and counters."""

from collections.abc import Mapping

from alicebob.wires.hole import as_text
from alicebob.wires.scope import REF
from alicebob.wires.template import Template

REF_ENDING = "_ref"  # a hole such as {join_ref} keeps the number of the first frame that has it


class Bindings:
    """The values of one connection, by the names of their holes."""

    def __init__(self, user: str | None, room: str | None, number: int | None) -> None:
        given = {"user": user, "room": room, "number": number, "me": user}
        self.own: dict[str, object] = {k: v for k, v in given.items() if v is not None}
        self._refs = 0

    @property
    def me(self) -> str | None:
        """Return the client's name in the chat, or None."""
        return as_text(self.own["me"]) if "me" in self.own else None

    @property
    def all_refs(self) -> range:
        """Return the numbers of all frames that were sent."""
        return range(1, self._refs + 1)

    @property
    def last_ref(self) -> range:
        """Return the number of the last frame that was sent."""
        return range(self._refs, self._refs + 1)

    def keep(self, found: Mapping[str, object]) -> None:
        """Bind the values that an ``await`` found."""
        self.own.update({name: value for name, value in found.items() if name != REF})

    def for_next_frame(self, template: Template, said: Mapping[str, object]) -> dict[str, object]:
        """Return the values for a new frame, which gets the next number."""
        self._refs += 1
        for hole in template.holes:
            if hole.name.endswith(REF_ENDING):
                self.own.setdefault(hole.name, self._refs)
        return {**self.own, REF: self._refs, **said}
