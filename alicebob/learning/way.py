"""A way to take part in a chat: an address, what to send to get in, and how to say something."""

import json
import re
from dataclasses import dataclass, replace

from alicebob.learning.frames import parse
from alicebob.wires.reading import read_wire
from alicebob.wires.toml_table import TomlTable
from alicebob.wires.wire import Wire

_HEARS_ANYTHING = "[[hear]]\nas = 'ignore'\nregex = '.*'\n"
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Way:
    """A way in, as lines of a profile: ``say`` is a line, ``enter`` has the lines of each step.
    ``keys`` are further lines of ``[wire]``, and ``tables`` further tables, each with its end."""

    url: str
    say: str
    enter: tuple[str, ...] = ()
    keys: str = ""
    tables: str = ""

    @property
    def lines(self) -> str:
        """The table ``[wire]`` of a profile, with what belongs to it."""
        steps = "".join(f"[[wire.enter]]\n{step}\n" for step in self.enter)
        return f"[wire]\nurl = {quoted(self.url)}\n{self.keys}{self.say}\n{steps}{self.tables}"

    def wire(self) -> Wire:
        """Return the wire on which every frame means nothing. Raises ``TomlMistake``."""
        return read_wire(TomlTable.of_file("the way in", self.lines + _HEARS_ANYTHING))

    def with_last_step(self, awaiting: str) -> "Way":
        """Return the way that awaits something after its last step; ``awaiting`` is lines of
        TOML."""
        if not self.enter:
            return replace(self, enter=(awaiting,))
        return replace(self, enter=(*self.enter[:-1], f"{self.enter[-1]}\n{awaiting}"))


def quoted(text: str) -> str:
    """Return ``text`` as a string of TOML."""
    if "'" in text or _CONTROL.search(text):
        return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
    return f"'{text}'" if '"' in text or "\\" in text else f'"{text}"'


def template_line(key: str, frame: str) -> str:
    """Return the line that describes ``frame``, which is written with holes: JSON, with or without
    a text before it, or any other text."""
    parsed = parse(frame)
    if parsed is None:
        return f"{key}.text = {quoted(frame)}"
    body = quoted(frame[len(parsed.prefix) :])
    if not parsed.prefix:
        return f"{key}.json = {body}"
    return f"{key} = {{ prefix = {quoted(parsed.prefix)}, json = {body} }}"
