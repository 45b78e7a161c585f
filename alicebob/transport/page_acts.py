"""Acts of a user on a chat page, by the table ``[page]`` of its profile."""

from playwright.async_api import Page

from alicebob.transport.page_places import PagePlaces
from alicebob.wires.page import ChatPage


class PageActs:
    """The acts of one user after the other on one page. All raise ``PlaywrightError``."""

    def __init__(self, page: Page, table: ChatPage) -> None:
        self._page, self._table = page, table
        self._places = PagePlaces(page)
        self.begin()

    def begin(self) -> None:
        """Forget the user before."""
        self._has_cursor = False  # in the message box
        self._has_begun = False  # to write something there

    async def enter(self, user: str | None, room: str | None) -> None:
        """Fill in the form that leads into the chat, and send it off."""
        table = self._table
        if table.room is not None and room is not None:
            await self._places.rewrite(table.room, room)
        if table.name is not None:
            await self._places.write(table.name, user or "")
        if table.join is not None:
            await self._places.click(table.join)
        elif table.name is not None:
            await self._page.keyboard.press("Enter")

    async def wait_for_message_box(self) -> None:
        """Wait until there is something to write into."""
        await self._places.wait_for(self._table.message)

    async def say(self, text: str) -> None:
        """Write ``text``, and send it.

        Where Enter sends, the cursor must stay in the message box: nobody puts it back there before
        each message.
        """
        box = self._table.message
        if self._table.send is not None:
            await self._places.rewrite(box, text)
            await self._places.click(self._table.send)
            return
        if not self._has_cursor:
            await self._places.focus(box)
            self._has_cursor = True
        if self._has_begun:
            self._has_begun = False
            await self._page.keyboard.press("ControlOrMeta+A")
        await self._page.keyboard.insert_text(text)
        await self._page.keyboard.press("Enter")

    async def whisper(self, to: str, text: str) -> None:
        """Choose somebody in the list of users, write ``text`` to them, and turn to all again."""
        table = self._table
        await self._turn_people()
        await self._places.choose(table.person, to)
        assert table.everybody is not None, "nobody can whisper on this page"
        await self._places.wait_for(table.everybody)  # or else all would read it
        self._has_cursor = False
        await self.say(text)
        await self._places.click(table.everybody)
        self._has_cursor = False

    async def people(self) -> list[str]:
        """Look at the list of users, and return their names."""
        await self._turn_people()
        names = await self._places.people(self._table.person)
        await self._turn_people()
        self._has_cursor = False
        return names

    async def set_typing(self, is_typing: bool) -> None:
        """Begin to write something, or take it away again."""
        self._has_begun = is_typing
        if is_typing:
            await self._places.write(self._table.message, "…")
        else:
            await self._places.rewrite(self._table.message, "")

    async def click_leave(self) -> None:
        """Click where the page lets its user leave."""
        assert self._table.leave is not None
        await self._places.click(self._table.leave)

    async def _turn_people(self) -> None:
        """Open the list of users, or close it."""
        if self._table.people is not None:
            await self._places.click(self._table.people)
