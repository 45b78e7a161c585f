"""Wire dialects: how what a user says and hears looks on the wire of a server."""

from typing import Protocol

from harness.heard import Heard, Message


class Dialect(Protocol):
    """What the harness must know of a dialect."""

    name: str

    def path(self, user: str | None, room: str | None) -> str:
        """The address at which ``user`` enters ``room``; None: not said at all."""

    def public_name(self, user: str | None) -> str:
        """What the chat calls who came as ``user``."""

    def utter(self, text: str) -> str:
        """The text frame that says ``text``."""

    def understand(self, is_text: bool, payload: bytes) -> Heard:
        """What a data frame of the server tells."""

    def refusal(self, text: str) -> str | None:
        """The sentence with which ``text`` is refused, or None when it may be said."""

    def said(self, name: str, text: str) -> Message:
        """What everybody hears when ``name`` says ``text``."""


DIALECTS = ("plain",)  # those a server under test may speak


def by_name(name: str) -> Dialect:
    """The dialect called ``name``. Raises ``KeyError`` for one that is not known."""
    from harness.dialects.plain import Plain

    return {"plain": Plain()}[name]
