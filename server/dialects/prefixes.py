"""Cache for the part of the frame that all messages of one sender share."""

from server.dialects.json import to_json

_NAMES = 16_384  # maximum number of senders in the cache


class MessagePrefixes(dict[str, bytes]):
    """Prefixes by name: ``before``, the name in JSON, and ``behind``."""

    def __init__(self, before: bytes, behind: bytes) -> None:
        super().__init__()
        self._before = before
        self._behind = behind

    def __missing__(self, name: str) -> bytes:
        if len(self) >= _NAMES:
            self.clear()
        self[name] = self._before + to_json(name) + self._behind
        return self[name]
