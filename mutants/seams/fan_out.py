"""Make the server send to each reader separately, so a mutant can treat one differently."""

from mutants.patch import Patch
from server.ws.fan_out import FanOut, Reader
from server.ws.frames import text_frame


def queue_for_each_reader() -> None:
    """Queue each text in each reader's own send queue. This switches off the shared fan-out."""

    def send(
        self: FanOut, text: bytes, exclude: Reader | None = None, is_urgent: bool = True
    ) -> int:
        for reader in self.readers.values():
            if reader is not exclude:
                reader.send_frame(text_frame(text))
        return len(self)

    def send_all(self: FanOut, texts: list[bytes], size: int) -> int:
        for text in texts:
            send(self, text)
        return len(self)

    patch = Patch()
    patch.replace(FanOut, "send", send)
    patch.replace(FanOut, "send_all", send_all)
