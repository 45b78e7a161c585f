"""Users send private messages."""

from behave import then, when

from alicebob.actions import join_and_typing, tricky
from alicebob.actions.step_context import Context
from alicebob.assertions import conversation, expectations
from alicebob.model.received import PrivateMessage


@when('user "{user:quoted}" sends private message "{text:quoted}" to "{to:quoted}"')
def sends_private_message(context: Context, user: str, text: str, to: str) -> None:
    """Send a message to one user only, in a dialect that has private messages."""
    context.chat.user(user).send_message(text, to=to)


@when('user "{user:quoted}" sends "{to:quoted}" a private message that is one character too long')
def sends_too_long_private_message(context: Context, user: str, to: str) -> None:
    context.chat.user(user).send_message(tricky.too_long_text(), to=to)


@when('user "{user:quoted}" sends {kind} to "{to:quoted}" as a private message')
def sends_tricky_private_message(context: Context, user: str, kind: str, to: str) -> None:
    context.chat.user(user).send_message(tricky.text(kind), to=to)


@when('user "{user:quoted}" sends private message "{text:quoted}" to a name written with {kind}')
def sends_private_message_to_spelling(context: Context, user: str, text: str, kind: str) -> None:
    context.chat.user(user).send_message(text, to=tricky.spelled_name(kind))


@then(
    'user "{receiver:quoted}" should receive private message from "{sender:quoted}" '
    'saying "{text:quoted}"'
)
def receives_private_message(context: Context, receiver: str, sender: str, text: str) -> None:
    matches = join_and_typing.private_messages(sender, text)
    expectations.expect(context.chat, receiver, f'private message "{text}" from {sender}', matches)


@then(
    'users {receivers:names} should receive private message from "{sender:quoted}" '
    'saying "{text:quoted}"'
)
def all_receive_private_message(
    context: Context, receivers: list[str], sender: str, text: str
) -> None:
    for receiver in receivers:
        receives_private_message(context, receiver, sender, text)


@then('user "{receiver:quoted}" should receive {kind} from "{sender:quoted}" as a private message')
def receives_tricky_private_message(
    context: Context, receiver: str, kind: str, sender: str
) -> None:
    matches = join_and_typing.private_messages(sender, tricky.text(kind))
    expectations.expect(
        context.chat, receiver, f"{kind} from {sender} as a private message", matches
    )


@then(
    'user "{receiver:quoted}" should not receive private message from "{sender:quoted}" '
    'saying "{text:quoted}"'
)
def does_not_receive_private_message(
    context: Context, receiver: str, sender: str, text: str
) -> None:
    matches = join_and_typing.private_messages(sender, text)
    expectations.expect_not(
        context.chat, receiver, f'private message "{text}" from {sender}', matches, by=[sender]
    )


@then('user "{receiver:quoted}" should not receive any private message')
def receives_no_private_message(context: Context, receiver: str) -> None:
    expectations.expect_none(context.chat, receiver, "a private message", PrivateMessage)


@then('user "{receiver:quoted}" should have heard {texts:names}, in this order')
def heard_in_order(context: Context, receiver: str, texts: list[str]) -> None:
    conversation.expect_heard_in_order(context.chat, receiver, texts)
