"""One connection that a driver plays: what to ask of it, and what its lines mean."""

import json
from collections.abc import Callable

from alicebob.wires.driver_lines import BadLine, HeardLine, Hello, Opened, TurnedAway, read_line
from alicebob.wires.session import CannotSay, Reception


class DriverSession:
    """A client's side of one connection; ``hello`` is what the driver says of itself."""

    def __init__(self, hello: Callable[[], Hello]) -> None:
        self._hello = hello
        self.is_in = False

    @property
    def me(self) -> str | None:
        """Return None: the driver tells names as the server shows them."""
        return None

    def opened(self) -> list[str]:
        """Return nothing: the driver knows the way in."""
        return []

    def due(self, seconds: float) -> tuple[list[str], float | None]:
        """Return nothing: the driver knows what is due."""
        return [], None

    def received(self, is_text: bool, payload: bytes) -> Reception:
        """Return what a line of the driver about this connection says."""
        reception = Reception()
        try:
            line = read_line(payload.decode(), self._hello())
        except (UnicodeDecodeError, BadLine) as bad:
            reception.malformed = str(bad)
            return reception
        match line:
            case Opened():
                self.is_in = True
            case TurnedAway(_, text):
                reception.refused = text or "it gives no reason"
            case HeardLine(_, heard):
                reception.heard.append(heard)
        reception.is_in = self.is_in
        return reception

    def say(self, text: str) -> str:
        """Return the line that has the driver say ``text`` to the room."""
        return _line("say", text=text)

    def whisper(self, to: str, text: str) -> str:
        """Return the line that has it say ``text`` to one user. Raises ``CannotSay``."""
        return self._able("whisper", to=to, text=text)

    def leave(self) -> str:
        """Return the line that has it leave the room. Raises ``CannotSay``."""
        return self._able("leave")

    def typing(self, is_typing: bool) -> str:
        """Return the line that has it type, or stop. Raises ``CannotSay``."""
        return self._able("typing", typing=is_typing)

    def ping(self, nonce: str | None = None) -> str:
        """Return the line that has it send a ping of the chat itself. Raises ``CannotSay``."""
        return self._able("ping", nonce=nonce)

    def users(self) -> str:
        """Return the line that has it ask who is here. Raises ``CannotSay``."""
        return self._able("users")

    def history(self, limit: int | None = None, before: str | None = None) -> str:
        """Return the line that has it ask for earlier messages. Raises ``CannotSay``."""
        return self._able("history", limit=limit, before=before)

    def _able(self, ability: str, **values: object) -> str:
        if ability not in self._hello().abilities:
            raise CannotSay(f'the driver does not list "{ability}" under can in its hello')
        return _line(ability, **values)


def _line(what: str, **values: object) -> str:
    given = {name: value for name, value in values.items() if value is not None}
    return json.dumps({"do": what, **given}, ensure_ascii=True)
