"""The sentences about a first talk that failed: what was seen, and what would help."""

from alicebob.dialects.base import Dialect
from alicebob.dialects.described import Described
from alicebob.model.received import Malformed, Message
from alicebob.model.shown_frame import shown_frame
from alicebob.model.shown_text import named, shorten
from alicebob.record.journal import ConnectRejected
from alicebob.wires.heard import HeardKind

_ANOTHER_WIRE = "Does it speak another wire (docs/wires.md says how to describe it)?"

ELSEWHERE = (
    "The two were on different servers: does the profile name what these share ([[service]] in "
    "docs/judging.md)?"
)


def not_in(label: str, name: str, answer: ConnectRejected, heard: str, patience: float) -> str:
    """Return the sentence about a user who was not let in as ``name``, and received ``heard``."""
    if answer.status is None and answer.body == "no answer":
        return (
            f"the handshake of {label} was accepted, but nothing that [[wire.enter]] awaits came "
            f"within {patience:g} s. {label} received {heard}."
        )
    return f"{label} (called {name} there) {answer}".rstrip(".") + "."


def unknown(label: str, frame: Malformed, dialect: Dialect) -> str:
    """Return the sentence about a frame that the wire of the server does not have."""
    raw = shown_frame(frame.raw)
    if isinstance(dialect, Described):
        return f"{label} received a frame that the profile does not explain ({frame.why}): {raw}."
    return (
        f"{label} received a frame that the dialect {dialect.name} does not have ({frame.why}): "
        f"{raw}. {_ANOTHER_WIRE}"
    )


def heard_otherwise(message: Message, dialect: Dialect) -> str:
    """Return the sentence about a message that came from somebody else, or with other words."""
    sender = f" from {named(message.sender)}" if message.sender else ""
    seen = f'Alice said "Hello", and Bob heard {shorten(message.content)}{sender}'
    if not isinstance(dialect, Described):
        return f"{seen}."
    if message.content == "Hello":
        shows = dialect.facts.shows
        return (
            f'{seen}: is facts.shows = "{shows}" right, and does {{user}} or {{number}} stand in '
            "the right place of the [[hear]]?"
        )
    return f"{seen}: does {{text}} stand in the right place, or is one of facts.changes missing?"


def not_heard(alice: str, bob: str, patience: float, dialect: Dialect) -> str:
    """Return the sentence about a message that nobody heard; ``alice`` and ``bob`` received this
    since they came in."""
    seen = (
        f"nothing that Alice said reached Bob within {patience:g} s. Bob received {bob}; "
        f"Alice received {alice}"
    )
    if not isinstance(dialect, Described):
        return f"{seen}. {_ANOTHER_WIRE}"
    ignores = any(hear.kind is HeardKind.IGNORE for hear in dialect.wire.hears)
    ignored = " (not shown: what [[hear]] ignores)" if ignores else ""
    return f"{seen}{ignored}: check wire.say and [[hear]]."
