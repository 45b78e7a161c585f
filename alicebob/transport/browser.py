"""The browser of a run: one process, with a thread of its own, started when it is first needed.

Playwright's objects belong to that thread. Other threads submit coroutines, which run there.
"""

import asyncio
import contextlib
import os
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from playwright.async_api import Browser as Program
from playwright.async_api import BrowserContext, Playwright, async_playwright
from playwright.async_api import Error as PlaywrightError

from alicebob.transport.find_browser import WAY_OUT, FoundBrowser, NoBrowser, find_browser

T = TypeVar("T")

START_SECONDS = 60.0
_END_SECONDS = 5.0
_QUIET = (
    *("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--in-process-gpu"),
)
_SIZE = (640, 480)  # pixels of a page: what is not drawn costs nothing


class Browser:
    """A browser. ``start`` may be called often; ``NoBrowser`` is raised each time alike."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._playwright: Playwright | None = None
        self._program: Program | None = None
        self._failure: NoBrowser | None = None

    def start(self) -> None:
        """Start the browser, unless it runs. Raises ``NoBrowser``."""
        with self._lock:
            if self._failure is not None:
                raise self._failure
            if self._program is not None:
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
        assert self._program is not None, "the browser has not been started"
        width, height = _SIZE
        options: dict[str, Any] = {
            "viewport": {"width": width, "height": height},
            "reduced_motion": "reduce",  # drawing each step of a motion costs more than the chat
            "ignore_https_errors": True,  # a browser takes no certificates from a profile
            "service_workers": "block",  # they outlive the page of a user
        }
        return await self._program.new_context(**{**options, **others})

    def close(self) -> None:
        """End the browser and its thread. May be called twice."""
        with self._lock:
            loop, self._loop = self._loop, None
            if loop is None:
                return
            with contextlib.suppress(TimeoutError):
                asyncio.run_coroutine_threadsafe(self._end(), loop).result(_END_SECONDS)
            loop.call_soon_threadsafe(loop.stop)
            self._program = None

    def _start(self, found: FoundBrowser) -> None:
        loop = self._loop = asyncio.new_event_loop()
        threading.Thread(target=loop.run_forever, daemon=True, name="browser").start()
        asyncio.run_coroutine_threadsafe(self._launch(found), loop).result(START_SECONDS)

    async def _launch(self, found: FoundBrowser) -> None:
        self._playwright = await async_playwright().start()
        engine = getattr(self._playwright, found.engine)
        if found.program is None and not Path(engine.executable_path).exists():
            raise NoBrowser(_missing(found.engine))
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        chromium = [*_QUIET, *(["--no-sandbox"] if is_root else [])]
        try:
            self._program = await engine.launch(
                executable_path=found.program,
                args=chromium if found.engine == "chromium" else [],
            )
        except PlaywrightError as error:
            name = found.program or found.engine
            raise NoBrowser(f"{name} does not start: {error.message.splitlines()[0]}") from None

    async def _end(self) -> None:
        if self._program is not None:
            await self._program.close()
        if self._playwright is not None:
            await self._playwright.stop()


def _missing(engine: str) -> str:
    if engine == "firefox":
        return (
            "Playwright drives its own build of Firefox only, which is not installed: run "
            "`playwright install firefox`"
        )
    return f"there is no browser: {WAY_OUT}"
