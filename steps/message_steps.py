"""People say things, and hear what was said."""

from behave import step, then, when
from behave.runner import Context

from alicebob.actions import messages
from alicebob.actions.messages import says
from alicebob.assertions import conversation
from alicebob.data.tricky_strings import TEXTS
from alicebob.model.received import Message, Rejected, RejectionReason, is_news


@step('user "{user:quoted}" sends message "{text:quoted}"')
def sends(context: Context, user: str, text: str) -> None:
    context.chat.user(user).send_message(text)


@step('user "{user:quoted}" sends {kind} as a message')
def sends_remarkable(context: Context, user: str, kind: str) -> None:
    context.chat.user(user).send_message(TEXTS[kind])


@step('user "{user:quoted}" sends {count:number} messages in a row')
def sends_in_a_row(context: Context, user: str, count: int) -> None:
    messages.say_in_a_row(context.chat.user(user), count)


@step("users {users:names} send {count:number} messages each, all at once")
def send_at_once(context: Context, users: list[str], count: int) -> None:
    messages.say_at_once([context.chat.user(user) for user in users], count)


@when('user "{user:quoted}" says something of every length')
def says_lengths(context: Context, user: str) -> None:
    messages.say_lengths(context.chat.user(user))


@when('user "{user:quoted}" says {count:number} long things, each heard by "{listener:quoted}"')
def says_long_things(context: Context, user: str, count: int, listener: str) -> None:
    chat = context.chat
    messages.say_long(chat, chat.user(user), chat.user(listener), count)


@when("users {users:names} talk back and forth for a good while")
def talk(context: Context, users: list[str]) -> None:
    first, second = (context.chat.user(user) for user in users)
    messages.talk(context.chat, first, second)


@when('user "{user:quoted}" says {count:number} things and leaves at once')
def says_and_leaves(context: Context, user: str, count: int) -> None:
    messages.say_in_a_row(context.chat.user(user), count)
    context.chat.disconnect(user)


@step('user "{listener:quoted}" receives message from "{sender:quoted}" saying "{text:quoted}"')
@step(
    'user "{listener:quoted}" should receive message from "{sender:quoted}" saying "{text:quoted}"'
)
def hears(context: Context, listener: str, sender: str, text: str) -> None:
    context.chat.expect(listener, f'"{text}" from {sender}', says(sender, text))


@then(
    'users {listeners:names} should receive message from "{sender:quoted}" saying "{text:quoted}"'
)
def all_hear(context: Context, listeners: list[str], sender: str, text: str) -> None:
    for listener in listeners:
        context.chat.expect(listener, f'"{text}" from {sender}', says(sender, text))


@then('users {listeners:names} should receive {kind} from "{sender:quoted}", to the character')
def all_hear_remarkable(context: Context, listeners: list[str], kind: str, sender: str) -> None:
    for listener in listeners:
        context.chat.expect(listener, f"{kind} from {sender}", says(sender, TEXTS[kind]))


@then('every reader should receive message from "{sender:quoted}" saying "{text:quoted}"')
def every_reader_hears(context: Context, sender: str, text: str) -> None:
    for user in context.chat.connected_users():
        context.chat.expect(user.label, f'"{text}" from {sender}', says(sender, text))


@then(
    'user "{listener:quoted}" should receive all {count:number} messages of "{sender:quoted}" '
    "in order"
)
def hears_in_order(context: Context, listener: str, count: int, sender: str) -> None:
    chat = context.chat
    messages.hear_all(chat, chat.user(listener), chat.user(sender), count)


@then("everybody should have heard the same {count:number} messages in the same order")
def heard_the_same(context: Context, count: int) -> None:
    conversation.expect_same_for_all(context.chat, count)


@then(
    'user "{listener:quoted}" should not receive message from "{sender:quoted}" '
    'saying "{text:quoted}"'
)
def does_not_hear(context: Context, listener: str, sender: str, text: str) -> None:
    by = [sender]
    context.chat.expect_not(listener, f'"{text}" from {sender}', says(sender, text), by)


@then('user "{listener:quoted}" should not receive any message')
def hears_no_message(context: Context, listener: str) -> None:
    context.chat.expect_not(listener, "a message", lambda received: isinstance(received, Message))


@then('user "{listener:quoted}" should not receive anything but notices')
def hears_notices_only(context: Context, listener: str) -> None:
    said = (Message, Rejected)
    context.chat.expect_not(listener, "something", lambda received: isinstance(received, said))


@then('user "{listener:quoted}" should not receive anything')
def hears_nothing(context: Context, listener: str) -> None:
    context.chat.expect_not(listener, "something", is_news)


@then('user "{listener:quoted}" should be told that {reason}')
def is_told(context: Context, listener: str, reason: str) -> None:
    told = context.chat.user(listener).dialect.told(RejectionReason(reason))
    context.chat.expect(listener, f"that {reason}", lambda received: received == Rejected(told))


@then('user "{listener:quoted}" should not be told anything')
def is_not_told(context: Context, listener: str) -> None:
    context.chat.expect_not(listener, "a refusal", lambda received: isinstance(received, Rejected))


@then("users {listeners:names} should have heard {texts:names}, in this order")
def heard_in_order(context: Context, listeners: list[str], texts: list[str]) -> None:
    for listener in listeners:
        conversation.expect_words_in_order(context.chat, listener, texts)
