"""The page on screens of all kinds, and what people perceive who do not see it."""

from behave import step, then, when

from alicebob.actions import page_access as access
from alicebob.actions import page_layout as layout
from alicebob.actions.step_context import Context


@then('visitor "{visitor:quoted}" should have everything in sight to talk')
def can_talk(context: Context, visitor: str) -> None:
    layout.expect_usable(context.visitors.visitor(visitor))


@then('visitor "{visitor:quoted}" should have nothing to scroll sideways')
def nothing_sideways(context: Context, visitor: str) -> None:
    layout.expect_no_sideways(context.visitors.visitor(visitor))


@then('visitor "{visitor:quoted}" should have the last message in sight')
def last_in_sight(context: Context, visitor: str) -> None:
    layout.expect_last_in_sight(context.visitors.visitor(visitor))


@then('everything to touch should be large enough for visitor "{visitor:quoted}"')
def touchable(context: Context, visitor: str) -> None:
    layout.expect_touchable(context.visitors.visitor(visitor))


@then('nothing should move for visitor "{visitor:quoted}"')
def still(context: Context, visitor: str) -> None:
    layout.expect_still(context.visitors.visitor(visitor))


@then('the page of visitor "{visitor:quoted}" should be dark')
def dark(context: Context, visitor: str) -> None:
    layout.expect_scheme(context.visitors.visitor(visitor), is_dark=True)


@then('the page of visitor "{visitor:quoted}" should be light')
def light(context: Context, visitor: str) -> None:
    layout.expect_scheme(context.visitors.visitor(visitor), is_dark=False)


@then('visitor "{visitor:quoted}" should see "{text:quoted}" drawn as it was written')
def drawn(context: Context, visitor: str, text: str) -> None:
    layout.expect_drawn(context.visitors.visitor(visitor), text)


@then('"{text:quoted}" should run from right to left for visitor "{visitor:quoted}"')
def from_the_right(context: Context, text: str, visitor: str) -> None:
    layout.expect_direction(context.visitors.visitor(visitor), text, "rtl")


@then('"{text:quoted}" should run from left to right for visitor "{visitor:quoted}"')
def from_the_left(context: Context, text: str, visitor: str) -> None:
    layout.expect_direction(context.visitors.visitor(visitor), text, "ltr")


@step('visitor "{visitor:quoted}" scrolls up')
def scrolls_up(context: Context, visitor: str) -> None:
    layout.scroll(context.visitors.visitor(visitor), -300)


@when('visitor "{visitor:quoted}" scrolls to the beginning')
def scrolls_to_beginning(context: Context, visitor: str) -> None:
    layout.scroll(context.visitors.visitor(visitor), -100_000)


@step('visitor "{visitor:quoted}" reads "{text:quoted}"')
def reads(context: Context, visitor: str, text: str) -> None:
    """Remember where a message is on the screen."""
    context.visitors.note_place(visitor, text)


@then('"{text:quoted}" should be where it was for visitor "{visitor:quoted}"')
def is_where_it_was(context: Context, text: str, visitor: str) -> None:
    context.visitors.expect_noted_place(visitor, text)


@then('axe-core should find nothing on the page of visitor "{visitor:quoted}"')
def no_violations(context: Context, visitor: str) -> None:
    access.expect_no_violations(context.visitors.visitor(visitor))


@then('a screen reader should find the {role} "{name:quoted}" for visitor "{visitor:quoted}"')
def finds_role(context: Context, role: str, name: str, visitor: str) -> None:
    access.expect_role(context.visitors.visitor(visitor), role, name)


@then(
    'a screen reader should add "{words:quoted}" to the field "{field:quoted}" '
    'of "{visitor:quoted}"'
)
def describes(context: Context, words: str, field: str, visitor: str) -> None:
    access.expect_described(context.visitors.visitor(visitor), field, words)


@then('a screen reader should read the {role} {how} to visitor "{visitor:quoted}"')
def reads_out(context: Context, role: str, how: str, visitor: str) -> None:
    access.expect_live(context.visitors.visitor(visitor), role, how)


@then('"{link:quoted}" should be a link for visitor "{visitor:quoted}"')
def is_link(context: Context, link: str, visitor: str) -> None:
    layout.expect_link(context.visitors.visitor(visitor), link)


@then('"{word:quoted}" should stand out as {kind} for visitor "{visitor:quoted}"')
def stands_out(context: Context, word: str, kind: str, visitor: str) -> None:
    layout.expect_marked(context.visitors.visitor(visitor), word, kind)


@then('the messages of visitor "{visitor:quoted}" should say the time')
def say_the_time(context: Context, visitor: str) -> None:
    context.visitors.visitor(visitor).expect(
        "a time at each message", lambda s: all(each.time for each in s.of("message"))
    )


@then('the title of visitor "{visitor:quoted}" should be "{title:quoted}"')
def title_is(context: Context, visitor: str, title: str) -> None:
    context.visitors.visitor(visitor).expect(title, lambda shown: shown.title == title)


@then('the icon of visitor "{visitor:quoted}" should be marked')
def icon_is_marked(context: Context, visitor: str) -> None:
    context.visitors.visitor(visitor).expect("a marked icon", lambda s: s.is_icon_marked)


@then('the icon of visitor "{visitor:quoted}" should not be marked')
def icon_is_plain(context: Context, visitor: str) -> None:
    context.visitors.visitor(visitor).expect("no marked icon", lambda s: not s.is_icon_marked)


@then('visitor "{visitor:quoted}" should see the line "{words:quoted}" above "{text:quoted}"')
def line_above(context: Context, visitor: str, words: str, text: str) -> None:
    layout.expect_line_above(context.visitors.visitor(visitor), words, text)


@then('visitor "{visitor:quoted}" should see a line with the day above "{text:quoted}"')
def day_above(context: Context, visitor: str, text: str) -> None:
    layout.expect_day_above(context.visitors.visitor(visitor), text)


@then('"{text:quoted}" should no longer be where it was for visitor "{visitor:quoted}"')
def is_elsewhere(context: Context, text: str, visitor: str) -> None:
    context.visitors.expect_other_place(visitor, text)


@when('visitor "{visitor:quoted}" clicks "{button:quoted}" from where she is')
def clicks_from_there(context: Context, visitor: str, button: str) -> None:
    """Press a button that is out of sight: scrolling to it has an effect of its own."""
    layout.press_out_of_sight(context.visitors.visitor(visitor), button)


@when('what is read out to visitor "{visitor:quoted}" is noted')
def note_read_out(context: Context, visitor: str) -> None:
    access.note_read_out(context.visitors.visitor(visitor))


@then('no message should have been read out to visitor "{visitor:quoted}"')
def nothing_read_out(context: Context, visitor: str) -> None:
    access.expect_nothing_read_out(context.visitors.visitor(visitor))
