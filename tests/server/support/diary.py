"""A diary of handler calls, and waiting for its entries."""

import asyncio


class Diary:
    """Entries in the order of their writing."""

    def __init__(self) -> None:
        self.entries: list[tuple[object, ...]] = []
        self._news = asyncio.Event()

    @property
    def names(self) -> list[object]:
        """Return the subject of each entry."""
        return [entry[0] for entry in self.entries]

    def write(self, *entry: object) -> None:
        self.entries.append(entry)
        self._news.set()

    async def has(self, *entry: object) -> None:
        """Returns as soon as ``entry`` is written."""
        while entry not in self.entries:
            await self._more()

    async def has_any(self, name: str) -> None:
        """Returns as soon as anything about ``name`` is written."""
        while name not in self.names:
            await self._more()

    async def _more(self) -> None:
        self._news.clear()
        await self._news.wait()
