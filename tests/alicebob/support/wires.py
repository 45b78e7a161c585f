"""Wires that the tests read from TOML, and what a session on them hears."""

from collections.abc import Collection

from alicebob.wires.heard import Heard
from alicebob.wires.reading import read_wire
from alicebob.wires.session import WireSession
from alicebob.wires.toml_table import TomlTable
from alicebob.wires.wire import Wire

MINIMAL = """
[wire]
url = "/ws"
say.text = "{text}"
[[hear]]
as = "message"
text = "{text}"
"""


def wire(text: str) -> Wire:
    return read_wire(TomlTable.of_file("chat.toml", text))


def session(text: str, user: str | None = "Alice", names: Collection[str] = ()) -> WireSession:
    return WireSession(wire(text), user, "lobby", 7, lambda: names)


def heard(session: WireSession, *frames: str) -> list[Heard]:
    """Meanings of all frames; each must be understood."""
    found = []
    for frame in frames:
        reception = session.received(True, frame.encode())
        assert reception.malformed is None
        found += reception.heard
    return found


def malformed(session: WireSession, frame: str) -> str:
    """Reason why a frame is malformed, which it must be."""
    why = session.received(True, frame.encode()).malformed
    assert why is not None
    return why
