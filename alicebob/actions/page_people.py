"""The user list of the page, the line of those who type, and private messages."""

from alicebob.actions.visitor import PageVisitor
from alicebob.transport.visitor import PlaywrightPage


def open_list(visitor: PageVisitor) -> None:
    """Open the user list."""
    visitor.act("open the user list", lambda page: page.locator("summary", has_text="here").click())


def choose(visitor: PageVisitor, name: str) -> None:
    """Choose somebody in the open list."""
    visitor.act(f"choose {name}", lambda page: _entry(page, name).click())


def choose_exactly(visitor: PageVisitor, name: str) -> None:
    """Choose somebody whose name may be a part of another one."""
    visitor.act(
        f"choose {name}",
        lambda page: (
            page.locator("#peopleList li")
            .filter(has=page.get_by_text(name, exact=True))
            .get_by_role("button")
            .first.click()
        ),
    )


def point_at(visitor: PageVisitor, name: str) -> None:
    """Move the pointer to somebody in the open list."""
    visitor.act(f"point at {name}", lambda page: _entry(page, name).hover())


def focus_on(visitor: PageVisitor, name: str) -> None:
    """Go to somebody in the open list, with the keyboard."""
    visitor.act(f"go to {name}", lambda page: _entry(page, name).focus())


def click_where_pointed(visitor: PageVisitor) -> None:
    """Click without moving the pointer."""

    async def click(page: PlaywrightPage) -> None:
        await page.mouse.down()
        await page.mouse.up()

    visitor.act("click", click)


def choose_sender(visitor: PageVisitor, name: str) -> None:
    """Choose the name beside a message."""
    visitor.act(
        f"choose {name}",
        lambda page: page.locator("#messages").get_by_role("button", name=name).first.click(),
    )


def expect_people(visitor: PageVisitor, names: list[str]) -> None:
    """Expect these names in the open list, in this order, and their number."""
    visitor.expect(
        f"the user list {', '.join(names)}",
        lambda shown: list(shown.people) == names and shown.people_count == str(len(names)),
    )


def expect_count(visitor: PageVisitor, count: int) -> None:
    """Expect the number of users."""
    visitor.expect(f"{count} here", lambda shown: shown.people_count == str(count))


def expect_addressee(visitor: PageVisitor, name: str) -> None:
    """Expect that the next message is for somebody alone; "" for everybody."""
    visitor.expect(f"the addressee {name!r}", lambda shown: shown.addressee == name)


def expect_typing(visitor: PageVisitor, words: str) -> None:
    """Expect the words of the typing line; "" for none."""
    visitor.expect(f"the typing line {words!r}", lambda shown: shown.typing == words)


def _entry(page: PlaywrightPage, name: str) -> PlaywrightPage:
    people = page.get_by_role("list", name="People here")
    return people.get_by_role("button", name=name)


def search(visitor: PageVisitor, text: str) -> None:
    """Write into the search of the open list."""
    visitor.act("search", lambda page: page.get_by_role("searchbox", name="Find a name").fill(text))


def expect_found(visitor: PageVisitor, names: list[str]) -> None:
    """Expect that the list shows these alone."""
    visitor.becomes_true(
        "names => [...document.querySelectorAll('#peopleList > li')]"
        ".filter((item) => item.checkVisibility())"
        ".map((item) => item.dataset.name).join('|') === names",
        f"{', '.join(names)} alone",
        "|".join(names),
    )
