"""Visitors, who are on the page in a browser: how they come and go, and what they do there."""

from behave import given, step, then, when

from alicebob.actions.step_context import Context


@step('visitor "{visitor:quoted}" is in the chat')
def is_in_the_chat(context: Context, visitor: str) -> None:
    """Open the page in a browser of their own, and join under their name."""
    context.visitors.enter(visitor)


@step('visitor "{visitor:quoted}" is in the chat on {screen}')
def is_in_the_chat_on(context: Context, visitor: str, screen: str) -> None:
    context.visitors.enter(visitor, screen)


@step('visitor "{visitor:quoted}" opens the page')
def opens_the_page(context: Context, visitor: str) -> None:
    context.visitors.new(visitor).open()


@step('visitor "{visitor:quoted}" opens the page on {screen}')
def opens_the_page_on(context: Context, visitor: str, screen: str) -> None:
    context.visitors.new(visitor, screen).open()


@when('visitor "{visitor:quoted}" opens a link that fills in the name "{name:quoted}"')
def opens_a_link_with_a_name(context: Context, visitor: str, name: str) -> None:
    context.visitors.new(visitor).open(user=name)


@when('visitor "{visitor:quoted}" opens a link that joins as "{name:quoted}"')
def opens_a_link_that_joins(context: Context, visitor: str, name: str) -> None:
    context.visitors.new(visitor).open(user=name, join="")


@step('visitor "{visitor:quoted}" joins as "{name:quoted}"')
def joins(context: Context, visitor: str, name: str) -> None:
    context.visitors.visitor(visitor).join(name)


@when('visitor "{visitor:quoted}" sends "{text:quoted}"')
def sends(context: Context, visitor: str, text: str) -> None:
    context.visitors.visitor(visitor).say(text)


@step('visitor "{visitor:quoted}" has written "{text:quoted}"')
def has_written(context: Context, visitor: str, text: str) -> None:
    """Write into the message box, and do not send it."""
    context.visitors.visitor(visitor).write(text)


@when('visitor "{visitor:quoted}" types "{text:quoted}"')
def types(context: Context, visitor: str, text: str) -> None:
    context.visitors.visitor(visitor).type(text)


@when('visitor "{visitor:quoted}" presses {key}')
def presses(context: Context, visitor: str, key: str) -> None:
    context.visitors.visitor(visitor).press(key.replace(" and ", "+"))


@when('visitor "{visitor:quoted}" clicks "{button:quoted}"')
def clicks(context: Context, visitor: str, button: str) -> None:
    context.visitors.visitor(visitor).click(button)


@step('visitor "{visitor:quoted}" should be in the chat')
def should_be_in_the_chat(context: Context, visitor: str) -> None:
    context.visitors.visitor(visitor).expect("they are in the chat", lambda s: s.is_in_chat)


@then('visitor "{visitor:quoted}" should be on the first screen')
def should_be_on_the_first_screen(context: Context, visitor: str) -> None:
    """Expect the first screen, and that the page is not joining from there by itself."""
    context.visitors.visitor(visitor).expect(
        "the first screen", lambda shown: shown.screen == "welcome" and not shown.is_joining
    )


@then('visitor "{visitor:quoted}" should be told "{sentence:quoted}"')
def should_be_told(context: Context, visitor: str, sentence: str) -> None:
    """Expect the sentence with which the page says why somebody is not in the chat."""
    context.visitors.visitor(visitor).expect(sentence, lambda shown: shown.reason == sentence)


@given('client "{client:quoted}" is in the chat')
@when('client "{client:quoted}" joins')
def client_joins(context: Context, client: str) -> None:
    """Connect a client without a page, in the same room."""
    context.visitors.connect(client)


@when('client "{client:quoted}" sends "{text:quoted}"')
def client_sends(context: Context, client: str, text: str) -> None:
    context.visitors.client(client).send_message(text)


@when('client "{client:quoted}" leaves')
def client_leaves(context: Context, client: str) -> None:
    context.visitors.client(client).leave()
    context.visitors.client(client).wait_for_end()
