"""Templates of frames: text, JSON or a regular expression, with text around it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from alicebob.wires.hole import Hole
from alicebob.wires.json_template import JsonTemplate, build, fit, holes_of, relaxed
from alicebob.wires.pattern import Pattern
from alicebob.wires.regex import Regex
from alicebob.wires.scope import Misfit, Scope
from alicebob.wires.strict_json import NotJson, read_json, write_json

Body = Pattern | Regex | JsonTemplate


@dataclass(slots=True)
class Frame:
    """A message of the server; its JSON is read once for each place where it may be."""

    text: str
    _read: dict[tuple[int, int], object] = field(default_factory=dict)

    def json(self, start: int, end: int) -> object:
        """Return the JSON value in ``text[start:end]``. Raises ``Misfit``."""
        place = (start, end)
        if place not in self._read:
            try:
                self._read[place] = read_json(self.text[start:end])
            except NotJson as wrong:
                self._read[place] = Misfit(f"it is not JSON: {wrong}")
        value = self._read[place]
        if isinstance(value, Misfit):
            raise Misfit(value.why)
        return value


@dataclass(frozen=True, slots=True)
class Template:
    """Template of a frame: ``body`` between ``prefix`` and ``suffix``."""

    body: Body
    prefix: Pattern
    suffix: str

    @property
    def holes(self) -> tuple[Hole, ...]:
        """Return all holes."""
        match self.body:
            case Pattern() | Regex():
                return (*self.prefix.holes, *self.body.holes)
        return (*self.prefix.holes, *holes_of(self.body))

    def relaxed(self) -> "Template":
        """Return the template in which objects may have more keys."""
        match self.body:
            case Pattern() | Regex():
                return self
        return replace(self, body=relaxed(self.body))

    def build(self, values: Mapping[str, object]) -> str:
        """Return the frame with ``values`` in its holes. What can only be heard raises
        ``TypeError``; reading refuses it in what is sent."""
        match self.body:
            case Pattern():
                body = self.body.build(values)
            case Regex():
                raise TypeError("a regex can only be heard")
            case _:
                body = write_json(build(self.body, values))
        return f"{self.prefix.build(values)}{body}{self.suffix}"

    def fit(self, frame: Frame, scope: Scope) -> None:
        """Match a frame, and fill the holes in ``scope``. Raises ``Misfit``."""
        start = self.prefix.fit_start(frame.text, scope)
        end = len(frame.text) - len(self.suffix)
        if end < start or not frame.text.endswith(self.suffix):
            raise Misfit(f'it does not end with "{self.suffix}"')
        match self.body:
            case Pattern() | Regex():
                self.body.fit(frame.text, start, end, scope)
            case _:
                fit(self.body, frame.json(start, end), scope)
