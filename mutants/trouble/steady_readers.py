"""Faulty servers that ``features/trouble/steady_readers.feature`` must catch."""

from mutants.patch import Patch
from mutants.registry import mutant
from server.ws.congestion import Congestion, Sender, SlowReader


@mutant("Nobody waits for a reader that has fallen behind: a burst cuts it off.")
def slow_readers_not_waited_for(patch: Patch) -> None:
    def add(self: Congestion, reader: SlowReader, now: float) -> None:
        """Take no notice."""

    patch.replace(Congestion, "add", add)


@mutant("While a reader is behind, the first message that was held back is lost.")
def message_held_back_lost(patch: Patch) -> None:
    sound = Congestion.hold

    def hold(self: Congestion, sender: Sender, texts: list[str]) -> None:
        sound(self, sender, texts[1:])

    patch.replace(Congestion, "hold", hold)
