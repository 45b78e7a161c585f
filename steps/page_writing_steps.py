"""Visitors write, with a keyboard, an input method or a finger, and load the page again."""

from behave import given, step, then, when

from alicebob.actions import page_writing as writing
from alicebob.actions.step_context import Context


@given('visitor "{visitor:quoted}" composes "{text:quoted}" with an input method')
def composes(context: Context, visitor: str, text: str) -> None:
    writing.compose(context.visitors.visitor(visitor), text)


@when('visitor "{visitor:quoted}" chooses "{text:quoted}" with Enter')
def chooses_text(context: Context, visitor: str, text: str) -> None:
    writing.confirm_composition(context.visitors.visitor(visitor), text)


@then('the message box of visitor "{visitor:quoted}" should have "{text:quoted}"')
def box_has(context: Context, visitor: str, text: str) -> None:
    writing.expect_draft(context.visitors.visitor(visitor), text)


@then('the message box of visitor "{visitor:quoted}" should have the lines {lines:names}')
def box_has_lines(context: Context, visitor: str, lines: list[str]) -> None:
    writing.expect_draft(context.visitors.visitor(visitor), "\n".join(lines))


@then('the message box of visitor "{visitor:quoted}" should be empty')
def box_is_empty(context: Context, visitor: str) -> None:
    writing.expect_draft(context.visitors.visitor(visitor), "")


@then('the cursor of visitor "{visitor:quoted}" should be at "{name:quoted}"')
def cursor_is_at(context: Context, visitor: str, name: str) -> None:
    writing.expect_cursor(context.visitors.visitor(visitor), name)


@when('visitor "{visitor:quoted}" tries to send a text that is too long')
def sends_too_long(context: Context, visitor: str) -> None:
    writing.write_too_long(context.visitors.visitor(visitor))


@then('the text of visitor "{visitor:quoted}" should still be there')
def text_is_kept(context: Context, visitor: str) -> None:
    writing.expect_kept(context.visitors.visitor(visitor))


@when('visitor "{visitor:quoted}" refreshes the page')
def refreshes(context: Context, visitor: str) -> None:
    writing.reload(context.visitors.visitor(visitor))


@when('visitor "{visitor:quoted}" goes to another page and back')
def goes_and_comes_back(context: Context, visitor: str) -> None:
    writing.go_elsewhere_and_back(context.visitors.visitor(visitor))


@when('visitor "{visitor:quoted}" goes back and forward')
def goes_back_and_forward(context: Context, visitor: str) -> None:
    writing.go_forward(context.visitors.visitor(visitor))


@step('visitor "{visitor:quoted}" opens a second tab as "{tab:quoted}"')
def opens_second_tab(context: Context, visitor: str, tab: str) -> None:
    """Open the page in another tab of the same browser, which later steps call TAB."""
    context.visitors.second_tab(tab, visitor).open()


@when('visitor "{visitor:quoted}" touches "{button:quoted}"')
def touches(context: Context, visitor: str, button: str) -> None:
    context.visitors.visitor(visitor).tap(button)


@step('visitor "{visitor:quoted}" goes with {key} to "{name:quoted}"')
def presses_until(context: Context, visitor: str, key: str, name: str) -> None:
    key = key.replace(" and ", "+")
    writing.press_until(context.visitors.visitor(visitor), key, name)
