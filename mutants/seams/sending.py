"""Has the server send to each reader on their own, so that a mutant can serve one otherwise."""

from server.ws.fan_out import FanOut, Reader
from server.ws.frames import text_frame


def send_to_each() -> None:
    """Each text is gathered for each reader, as what is sent to one alone."""

    def send(
        self: FanOut, text: bytes, exclude: Reader | None = None, is_urgent: bool = True
    ) -> int:
        for reader in self._readers.values():
            if reader is not exclude:
                reader.send_frame(text_frame(text))
        return len(self)

    def send_all(self: FanOut, texts: list[bytes], size: int) -> int:
        for text in texts:
            send(self, text)
        return len(self)

    FanOut.send, FanOut.send_all = send, send_all  # type: ignore[method-assign]
