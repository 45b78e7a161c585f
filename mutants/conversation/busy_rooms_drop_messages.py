"""Of many messages in one turn of the server, those beyond sixty are dropped for each reader."""

from server.ws.fan_out import Audience


def bend() -> None:
    sound = Audience.flush

    def flush(self: Audience) -> None:
        self._texts = self._texts[:60]
        sound(self)

    Audience.flush = flush  # type: ignore[method-assign]
