"""The user list of the page, who is typing, and private messages."""

from behave import given, step, then, when

from alicebob.actions import page_conversation as conversation
from alicebob.actions import page_people as people
from alicebob.actions.step_context import Context
from alicebob.model.sent import SetTyping


@step('visitor "{visitor:quoted}" opens the user list')
def opens_list(context: Context, visitor: str) -> None:
    people.open_list(context.visitors.visitor(visitor))


@then('visitor "{visitor:quoted}" should see {names:names} in the user list')
def sees_people(context: Context, visitor: str, names: list[str]) -> None:
    people.expect_people(context.visitors.visitor(visitor), names)


@then('visitor "{visitor:quoted}" should see that {count:number} are here')
def sees_count(context: Context, visitor: str, count: int) -> None:
    people.expect_count(context.visitors.visitor(visitor), count)


@step('visitor "{visitor:quoted}" chooses "{name:quoted}" in the user list')
def chooses(context: Context, visitor: str, name: str) -> None:
    people.open_list(context.visitors.visitor(visitor))
    people.choose(context.visitors.visitor(visitor), name)


@when('visitor "{visitor:quoted}" chooses the name "{name:quoted}" beside a message')
def chooses_sender(context: Context, visitor: str, name: str) -> None:
    people.choose_sender(context.visitors.visitor(visitor), name)


@given('visitor "{visitor:quoted}" points at "{name:quoted}" in the user list')
def points_at(context: Context, visitor: str, name: str) -> None:
    people.open_list(context.visitors.visitor(visitor))
    people.point_at(context.visitors.visitor(visitor), name)


@given('visitor "{visitor:quoted}" goes to "{name:quoted}" in the user list with the keyboard')
def goes_to(context: Context, visitor: str, name: str) -> None:
    people.open_list(context.visitors.visitor(visitor))
    people.focus_on(context.visitors.visitor(visitor), name)


@when('visitor "{visitor:quoted}" clicks where the pointer is')
def clicks_there(context: Context, visitor: str) -> None:
    people.click_where_pointed(context.visitors.visitor(visitor))


@when('visitor "{visitor:quoted}" searches the user list for "{text:quoted}"')
def searches(context: Context, visitor: str, text: str) -> None:
    people.search(context.visitors.visitor(visitor), text)


@then('visitor "{visitor:quoted}" should find only {names:names}')
def finds(context: Context, visitor: str, names: list[str]) -> None:
    people.expect_found(context.visitors.visitor(visitor), names)


@then('visitor "{visitor:quoted}" should be writing to "{name:quoted}" only')
def writes_to(context: Context, visitor: str, name: str) -> None:
    people.expect_addressee(context.visitors.visitor(visitor), name)


@then('visitor "{visitor:quoted}" should be writing to everybody')
def writes_to_everybody(context: Context, visitor: str) -> None:
    people.expect_addressee(context.visitors.visitor(visitor), "")


@when('client "{client:quoted}" sends "{text:quoted}" to "{to:quoted}" only')
def sends_privately(context: Context, client: str, text: str, to: str) -> None:
    context.visitors.client(client).send_message(text, to=to)


@step(
    'visitor "{visitor:quoted}" should see private message "{text:quoted}" from "{sender:quoted}"'
)
def sees_private(context: Context, visitor: str, text: str, sender: str) -> None:
    conversation.expect_message(context.visitors.visitor(visitor), text, sender, "private")


@then('visitor "{visitor:quoted}" should see that "{text:quoted}" is "{words:quoted}"')
def sees_privacy(context: Context, visitor: str, text: str, words: str) -> None:
    conversation.expect_privacy(context.visitors.visitor(visitor), text, words)


@then('client "{client:quoted}" should have received "{text:quoted}" from "{sender:quoted}" alone')
def client_heard_privately(context: Context, client: str, text: str, sender: str) -> None:
    conversation.expect_private_heard(context.visitors, client, text, sender)


@step('client "{client:quoted}" types')
def client_types(context: Context, client: str) -> None:
    context.visitors.client(client).ask(SetTyping(True))


@step('visitor "{visitor:quoted}" should see "{words:quoted}" in the typing line')
def sees_typing(context: Context, visitor: str, words: str) -> None:
    people.expect_typing(context.visitors.visitor(visitor), words)


@then('visitor "{visitor:quoted}" should see nothing in the typing line')
def sees_no_typing(context: Context, visitor: str) -> None:
    people.expect_typing(context.visitors.visitor(visitor), "")


@step('client "{client:quoted}" should be told that "{name:quoted}" types')
def client_is_told_of_typing(context: Context, client: str, name: str) -> None:
    conversation.expect_typing_heard(context.visitors, client, name)


@then(
    'client "{client:quoted}" should have been told that "{name:quoted}" typed, stopped, '
    "and typed again"
)
def client_was_told_of_a_pause(context: Context, client: str, name: str) -> None:
    conversation.expect_typing_heard_again(context.visitors, client, name)


@then('client "{client:quoted}" should have been told once that "{name:quoted}" types')
def client_was_told_once(context: Context, client: str, name: str) -> None:
    conversation.expect_typing_heard_once(context.visitors, client, name)
