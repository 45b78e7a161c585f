"""What all messages of a speaker have in common on the wire, kept while they speak."""

from server.dialects.json import to_json

_NAMES = 16_384  # speakers of whom it is kept


class MessagePrefixes(dict[str, bytes]):
    """By name: what stands before it, the name in JSON, and what stands behind it."""

    def __init__(self, before: bytes, behind: bytes) -> None:
        super().__init__()
        self._before = before
        self._behind = behind

    def __missing__(self, name: str) -> bytes:
        if len(self) >= _NAMES:
            self.clear()
        self[name] = self._before + to_json(name) + self._behind
        return self[name]
