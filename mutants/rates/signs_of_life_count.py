"""Whoever asks for signs of life has the less to say."""

from server.commands import AskWho, Command, Ping
from server.events import Refused
from server.pace import Pace


def bend() -> None:
    sound = Pace.refusal

    def refusal(self: Pace, command: Command, at: int) -> Refused | None:
        return sound(self, AskWho() if isinstance(command, Ping) else command, at)

    Pace.refusal = refusal  # type: ignore[method-assign]
