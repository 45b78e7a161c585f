"""A server that was told to stop says that it failed."""

from server.cli import serve
from server.config.settings import Settings


def bend() -> None:
    sound = serve.run

    def fail(settings: Settings) -> int:
        return sound(settings) or 1

    serve.run = fail
