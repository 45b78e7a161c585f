"""A server that was told to stop says that it failed."""

from server import run
from server.config.settings import Settings


def bend() -> None:
    sound = run.run

    def fail(settings: Settings) -> int:
        return sound(settings) or 1

    run.run = fail
