"""The browser of a run: one process, with a thread of its own, started when it is first needed.

Playwright's objects belong to that thread. Other threads submit coroutines, which run there.
"""

import asyncio
import contextlib
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

from playwright.async_api import BrowserContext, Playwright, async_playwright

from alicebob.transport.find_browser import FoundBrowser, NoBrowser, find_browser
from alicebob.transport.launch_browser import StartedBrowser, launch

T = TypeVar("T")

START_SECONDS = 60.0
_END_SECONDS = 5.0


class Browser:
    """A browser. ``start`` may be called often; ``NoBrowser`` is raised each time alike."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._playwright: Playwright | None = None
        self._started: StartedBrowser | None = None
        self._failure: NoBrowser | None = None

    def start(self) -> None:
        """Start the browser, unless it runs. Raises ``NoBrowser``."""
        with self._lock:
            if self._failure is not None:
                raise self._failure
            if self._started is not None:
                return
            try:
                self._start(find_browser())
            except NoBrowser as failure:
                self._failure = failure
                raise

    def submit(self, work: Coroutine[object, object, T]) -> "Future[T]":
        """Have the browser's thread do ``work``, and return its outcome to come."""
        assert self._loop is not None, "the browser has not been started"
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def new_context(self, **others: Any) -> BrowserContext:
        """Return a context that shares nothing with others; for coroutines of this browser.

        ``others`` are options of Playwright, in the place of those that are used else.
        """
        assert self._started is not None, "the browser has not been started"
        return await self._started.program.new_context(**{**self._started.context, **others})

    def close(self) -> None:
        """End the browser and its thread. May be called twice."""
        with self._lock:
            loop, self._loop = self._loop, None
            if loop is None:
                return
            with contextlib.suppress(TimeoutError):
                asyncio.run_coroutine_threadsafe(self._end(), loop).result(_END_SECONDS)
            loop.call_soon_threadsafe(loop.stop)
            self._started = None

    def _start(self, found: FoundBrowser) -> None:
        loop = self._loop = asyncio.new_event_loop()
        threading.Thread(target=loop.run_forever, daemon=True, name="browser").start()
        asyncio.run_coroutine_threadsafe(self._launch(found), loop).result(START_SECONDS)

    async def _launch(self, found: FoundBrowser) -> None:
        self._playwright = await async_playwright().start()
        self._started = await launch(self._playwright, found)

    async def _end(self) -> None:
        if self._started is not None:
            await self._started.program.close()
        if self._playwright is not None:
            await self._playwright.stop()
