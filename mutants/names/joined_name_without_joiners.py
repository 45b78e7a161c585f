"""A name that is told by a word loses its joiners."""

from server.chat import service
from server.core.names import user_name


def bend() -> None:

    def parted(raw: str) -> str:
        return user_name(raw).replace("\u200c", "").replace("\u200d", "")

    service.user_name = parted  # type: ignore[attr-defined]
