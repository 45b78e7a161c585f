"""Texts framed once for readers that are owed different numbers of the last of them."""

from itertools import accumulate

from server.ws.fast_text import frame_texts
from server.ws.frames import text_frame_size


class FramedTexts:
    """The frames of ``texts`` from position ``first`` up to their present end.

    Thousands may enter while one batch is gathered: each gets a view into the same bytes.
    """

    __slots__ = ("_starts", "_view", "end", "first")

    def __init__(self, texts: list[bytes], first: int) -> None:
        owed = texts[first:]
        self.first = first
        self.end = len(texts)
        self._view = memoryview(frame_texts(owed))
        self._starts = [0, *accumulate(map(text_frame_size, owed))]

    def after(self, offset: int) -> memoryview:
        """Return the frames of the texts after the first ``offset``; at least ``first``."""
        return self._view[self._starts[offset - self.first] :]
