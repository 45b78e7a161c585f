"""Places on a page, as a person finds them: to click there, to write there, to wait for them."""

from pathlib import Path
from typing import Any

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Locator, Page

from alicebob.wires.page import Spot

FINDER = Path(__file__).with_name("page_finder.js")
_PEOPLE = "(source) => window.aliceAndBobPeople(source)"
_PERSON = "([source, name]) => window.aliceAndBobPerson(source, name)"
_HIT = "() => window.aliceAndBobHit?.() ?? true"  # true for a page that is a new one by now
_ATTEMPTS = 3  # before Playwright takes its time
_REACH = "([spot, how]) => window.aliceAndBobReach?.(spot, how) ?? null"


class PagePlaces:
    """Places on one page. All raise ``PlaywrightError`` for what is not there within the page's
    timeout.

    A script in the page finds a place at once, if it is the only one that is seen. Whatever is not
    as simple, Playwright finds and waits for, which takes ten times as much of the processor.
    """

    def __init__(self, page: Page) -> None:
        self._page = page

    async def click(self, spot: Spot) -> None:
        """Click there."""
        for _ in range(_ATTEMPTS):
            point = await self._reach(spot, "click")
            if point is None:
                break
            if await self._hit(point):
                return
        await self._at(spot).click()

    async def focus(self, spot: Spot) -> None:
        """Put the cursor there."""
        if not await self._reach(spot, "focus"):
            await self._at(spot).focus()

    async def write(self, spot: Spot, text: str) -> None:
        """Write there, at the cursor."""
        await self.focus(spot)
        await self._page.keyboard.insert_text(text)

    async def rewrite(self, spot: Spot, text: str) -> None:
        """Write there, in the place of what there was."""
        await self.focus(spot)
        await self._page.keyboard.press("ControlOrMeta+A")
        await self._page.keyboard.press("Backspace")
        await self._page.keyboard.insert_text(text)

    async def people(self, source: str) -> list[str]:
        """Return the names in the list of users that is open; ``source`` says where they are."""
        return list(await self._page.evaluate(_PEOPLE, source))

    async def choose(self, source: str, name: str) -> None:
        """Click on one of them, as soon as they are there."""
        is_hit = False
        while not is_hit:
            is_hit = await self._hit(await self._page.evaluate(_PERSON, [source, name]))

    async def wait_for(self, spot: Spot) -> None:
        """Wait until the place is seen."""
        await self._at(spot).wait_for()

    async def _hit(self, point: Any) -> bool:
        """Click, and return True if that hit what it was meant for, which may have moved."""
        await self._page.mouse.click(point["x"], point["y"])
        try:
            return bool(await self._page.evaluate(_HIT))
        except PlaywrightError:
            return True  # the page has gone on to another one

    async def _reach(self, spot: Spot, how: str) -> Any:
        return await self._page.evaluate(_REACH, [{"by": spot.by, "name": spot.name}, how])

    def _at(self, spot: Spot) -> Locator:
        match spot.by:
            case "css":
                return self._page.locator(spot.name)
            case "label":
                return self._page.get_by_label(spot.name, exact=True)
            case "placeholder":
                return self._page.get_by_placeholder(spot.name, exact=True)
        name = spot.name or None
        return self._page.get_by_role(spot.by, name=name, exact=True)  # type: ignore[arg-type]
