"""One connection on a described wire: what to send, and what comes in means. No input or output."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from alicebob.wires.bindings import Bindings
from alicebob.wires.common_meanings import CommonMeanings
from alicebob.wires.heard import HEARD_NAMES, Heard, HeardKind, heard
from alicebob.wires.hole import as_text
from alicebob.wires.nearest import Nearest
from alicebob.wires.scope import Scope
from alicebob.wires.template import Frame, Template
from alicebob.wires.wire import EnterStep, Hear, Wire

_NOTHING: Mapping[str, object] = {}


class CannotSay(LookupError):
    """Raised for something that the wire has no frame for, with the key that would describe it."""


@dataclass(slots=True)
class Reception:
    """Result of reading one frame of the server.

    ``heard``: its meanings, in order. ``send``: the frames to send now. ``is_in``: True once the
    client is in the chat. ``refused``: why the client is not let in. ``malformed``: why the frame
    has a message that the description does not know; the first one if there are several.
    """

    heard: list[Heard] = field(default_factory=list)
    send: list[str] = field(default_factory=list)
    is_in: bool = False
    refused: str | None = None
    malformed: str | None = None


class WireSession:
    """A client's side of one connection.

    ``user``, ``room`` and ``number`` fill the holes of these names; None leaves them out.
    ``known_names`` gives the users that may speak: of two ways to read a name, the longest of them
    is preferred. Connections to one server share their ``meanings``.
    """

    def __init__(
        self,
        wire: Wire,
        user: str | None,
        room: str | None,
        number: int | None,
        known_names: Callable[[], Collection[str]] = tuple,
        meanings: CommonMeanings | None = None,
    ) -> None:
        self._wire = wire
        self._meanings = meanings or CommonMeanings(wire)
        self._bound = Bindings(user, room, number)
        self._known_names = known_names
        self._step = 0
        self._sent_at = [0] * len(wire.every)

    @property
    def is_in(self) -> bool:
        """Return True once the client has taken every step of the way in."""
        return self._step == len(self._wire.enter)

    @property
    def me(self) -> str | None:
        """Return the name of this client in the chat, as far as it is known."""
        return self._bound.me

    def opened(self) -> list[str]:
        """Return the frames to send as soon as the connection is open."""
        return list(self._go_on())

    def received(self, is_text: bool, payload: bytes) -> Reception:
        """Return what a data frame of the server brought. No frame raises anything."""
        reception = Reception()
        try:
            text = payload.decode() if is_text else None
        except UnicodeDecodeError:
            text = None
        if text is None:
            reception.malformed = "it is not UTF-8" if is_text else "it is a binary frame"
        elif self._wire.terminated and not text.endswith(self._wire.separator or ""):
            reception.malformed = "it does not end with the separator"
        else:
            for message in self._wire.split(text):
                self._read(Frame(message), reception)
        reception.is_in = self.is_in
        return reception

    def say(self, text: str) -> str:
        """Return the frame that says ``text`` to the room."""
        return self._send(self._wire.sending.say, {"text": text})

    def whisper(self, to: str, text: str) -> str:
        """Return the frame that says ``text`` to one user. Raises ``CannotSay``."""
        return self._send(_known("whisper", self._wire.sending.whisper), {"to": to, "text": text})

    def leave(self) -> str:
        """Return the frame that leaves the room. Raises ``CannotSay``."""
        return self._send(_known("leave", self._wire.sending.leave))

    def typing(self, is_typing: bool) -> str:
        """Return the frame that tells that the user types, or stopped. Raises ``CannotSay``."""
        sending = self._wire.sending
        if is_typing:
            return self._send(_known("typing.start", sending.typing_start))
        return self._send(_known("typing.stop", sending.typing_stop))

    def ping(self, nonce: str | None = None) -> str:
        """Return a ping of the chat itself. Raises ``CannotSay``."""
        return self._send(_known("ping", self._wire.sending.ping), _given(nonce=nonce))

    def users(self) -> str:
        """Return the frame that asks who is here. Raises ``CannotSay``."""
        return self._send(_known("users", self._wire.sending.users))

    def history(self, limit: int | None = None, before: str | None = None) -> str:
        """Return the frame that asks for earlier messages. Raises ``CannotSay``."""
        asked = _known("history", self._wire.sending.history)
        return self._send(asked, _given(limit=limit, before=before))

    def due(self, seconds: float) -> tuple[list[str], float | None]:
        """Return the frames of ``[[wire.every]]`` that are due ``seconds`` after the connection
        was opened, and the second at which to ask again; None if nothing will be due."""
        frames, next_times = [], []
        for index, every in enumerate(self._wire.every):
            periods = int(seconds / every.seconds)
            if periods > self._sent_at[index] and self.is_in:
                frames.append(self._send(every.send))
            self._sent_at[index] = max(periods, self._sent_at[index])
            next_times.append((self._sent_at[index] + 1) * every.seconds)
        return frames, min(next_times, default=None)

    def _send(self, template: Template, said: Mapping[str, object] = _NOTHING) -> str:
        message = template.build(self._bound.for_next_frame(template, said))
        return self._wire.framed(message.encode(errors="replace").decode())

    def _go_on(self) -> Iterator[str]:
        """Yield the frames of the steps up to the next one that awaits something."""
        while not self.is_in:
            step = self._wire.enter[self._step]
            if step.send:
                yield self._send(step.send)
            if step.awaited:
                return
            self._step += 1

    def _read(self, frame: Frame, reception: Reception) -> None:
        nearest = Nearest()
        if not self.is_in and self._is_for_step(frame, reception, nearest):
            return
        if self._is_answered(frame, reception, nearest):
            return
        meaning = self._meaning(frame, nearest)
        if meaning is None:
            reception.malformed = reception.malformed or nearest.sentence()
            return
        reception.heard.append(meaning)
        if not self.is_in and meaning.kind is HeardKind.REFUSED:
            reception.refused = meaning.text or frame.text

    def _is_for_step(self, frame: Frame, reception: Reception, nearest: Nearest) -> bool:
        """Return True if the step on the way in has dealt with ``frame``."""
        step = self._wire.enter[self._step]
        if step.refused:
            scope = self._own_scope()
            if nearest.fits(step.refused, frame, scope, f'"refused" (line {step.line})'):
                reception.refused = as_text(scope.found.get("text", frame.text))
                return True
        scope = self._await_scope(step)
        if not step.awaited or not nearest.fits(
            step.awaited, frame, scope, f'"await" (line {step.line})'
        ):
            return False
        self._bound.keep(scope.found)
        self._step += 1
        reception.send += self._go_on()
        meaning = self._meaning(frame, nearest) if step.is_heard else None
        reception.heard += [meaning] if meaning else []
        return True

    def _is_answered(self, frame: Frame, reception: Reception, nearest: Nearest) -> bool:
        for reply in self._wire.replies:
            scope = self._own_scope()
            if nearest.fits(reply.to, frame, scope, f'"to" (line {reply.line})', 1):
                reception.send.append(self._send(reply.send, scope.found))
                return True
        return False

    def _meaning(self, frame: Frame, nearest: Nearest) -> Heard | None:
        names = frozenset(self._known_names())
        known = self._meanings.find(frame.text, names)
        if known is not None:
            return known
        for hear in self._wire.hears:
            scope = self._hear_scope()
            if nearest.fits(hear.template, frame, scope, f'"{hear.kind}" (line {hear.line})'):
                meaning = _heard(hear, scope)
                self._meanings.remember(frame.text, names, meaning)
                return meaning
        return None

    def _own_scope(self) -> Scope:
        return Scope(self._bound.own, self._known_names(), self._bound.all_refs)

    def _await_scope(self, step: EnterStep) -> Scope:
        """Return the scope in which a step's ``await`` may bind new values, its name above all."""
        own = {name: value for name, value in self._bound.own.items() if name != "me"}
        refs = self._bound.last_ref if step.send else self._bound.all_refs
        return Scope(own, self._known_names(), refs)

    def _hear_scope(self) -> Scope:
        """Return the scope of a ``[[hear]]``, whose frames speak of anybody."""
        own = {n: value for n, value in self._bound.own.items() if n not in HEARD_NAMES}
        return Scope(own, self._known_names(), self._bound.all_refs)


def _heard(hear: Hear, scope: Scope) -> Heard:
    return heard(hear.kind, scope.found, scope.rows, hear.is_typing, hear.reason)


def _given(**values: object) -> Mapping[str, object]:
    """Return the values that are not None."""
    return {name: value for name, value in values.items() if value is not None}


def _known(key: str, template: Template | None) -> Template:
    if template is None:
        raise CannotSay(f"the wire has no {key}: describe it in [wire]")
    return template
