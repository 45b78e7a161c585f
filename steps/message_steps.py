"""Users send messages to everybody in the room, and receive them."""

from behave import step, then, when

from alicebob.actions import longest, messages, tricky
from alicebob.actions.step_context import Context
from alicebob.assertions import conversation, expectations
from alicebob.model.received import Message, Rejected, RejectionReason


@step('user "{user:quoted}" sends message "{text:quoted}"')
def sends(context: Context, user: str, text: str) -> None:
    """Send a message to everybody in the room; the laws judge whom it reaches."""
    context.chat.user(user).send_message(text)


@step('user "{user:quoted}" sends {kind} as a message')
def sends_tricky_text(context: Context, user: str, kind: str) -> None:
    """Send a text that servers easily spoil: the features name each by its kind."""
    context.chat.user(user).send_message(tricky.text(kind))


@step('user "{user:quoted}" sends {count:number} messages in a row')
def sends_in_a_row(context: Context, user: str, count: int) -> None:
    """Send different messages without waiting for anything."""
    messages.say_in_a_row(context.chat.user(user), count)


@step("users {users:names} send {count:number} messages each, all at once")
def send_at_once(context: Context, users: list[str], count: int) -> None:
    messages.say_at_once([context.chat.user(user) for user in users], count)


@when('user "{user:quoted}" sends the longest message that is allowed')
def sends_longest(context: Context, user: str) -> None:
    """Send a text as long as the profile says that texts may be."""
    context.chat.user(user).send_message(longest.text(context.chat))


@when('user "{user:quoted}" sends messages of many lengths')
def sends_many_lengths(context: Context, user: str) -> None:
    messages.say_lengths(context.chat.user(user))


@when(
    'user "{user:quoted}" sends {count:number} long messages, '
    'waiting for "{receiver:quoted}" to receive each'
)
def sends_long_messages(context: Context, user: str, count: int, receiver: str) -> None:
    chat = context.chat
    messages.say_long(chat, chat.user(user), chat.user(receiver), count)


@when("users {users:names} have a long conversation")
def have_a_long_conversation(context: Context, users: list[str]) -> None:
    first, second = (context.chat.user(user) for user in users)
    messages.talk(context.chat, first, second)


@when('user "{user:quoted}" sends {count:number} messages and leaves immediately')
def sends_and_leaves(context: Context, user: str, count: int) -> None:
    messages.say_in_a_row(context.chat.user(user), count)
    context.chat.disconnect(user)


@step('user "{receiver:quoted}" receives message from "{sender:quoted}" saying "{text:quoted}"')
@step(
    'user "{receiver:quoted}" should receive message from "{sender:quoted}" saying "{text:quoted}"'
)
def receives(context: Context, receiver: str, sender: str, text: str) -> None:
    """Wait until that has arrived; each message counts for one step only."""
    expectations.expect_message(context.chat, receiver, sender, text)


@then(
    'users {receivers:names} should receive message from "{sender:quoted}" saying "{text:quoted}"'
)
def all_receive(context: Context, receivers: list[str], sender: str, text: str) -> None:
    for receiver in receivers:
        expectations.expect_message(context.chat, receiver, sender, text)


@then('users {receivers:names} should receive {kind} from "{sender:quoted}", unchanged')
def all_receive_tricky_text(context: Context, receivers: list[str], kind: str, sender: str) -> None:
    for receiver in receivers:
        expectations.expect_message(context.chat, receiver, sender, tricky.text(kind))


@then('every reader should receive message from "{sender:quoted}" saying "{text:quoted}"')
def every_reader_receives(context: Context, sender: str, text: str) -> None:
    for user in context.chat.connected_users():
        expectations.expect_message(context.chat, user.label, sender, text)


@then(
    'user "{receiver:quoted}" should receive all {count:number} messages from "{sender:quoted}" '
    "in order"
)
def receives_in_order(context: Context, receiver: str, count: int, sender: str) -> None:
    chat = context.chat
    messages.hear_all(chat, chat.user(receiver), chat.user(sender), count)


@then("everybody should have heard the same {count:number} messages in the same order")
def heard_the_same(context: Context, count: int) -> None:
    """Expect as many messages for each user, the same, and in the same order."""
    conversation.expect_same_for_all(context.chat, count)


@then(
    'user "{receiver:quoted}" should not receive message from "{sender:quoted}" '
    'saying "{text:quoted}"'
)
def does_not_receive(context: Context, receiver: str, sender: str, text: str) -> None:
    expectations.expect_no_message(context.chat, receiver, sender, text)


@then('user "{receiver:quoted}" should not receive any message')
def receives_no_message(context: Context, receiver: str) -> None:
    expectations.expect_none(context.chat, receiver, "a message", Message)


@then('user "{receiver:quoted}" should not receive anything but notifications')
def receives_notifications_only(context: Context, receiver: str) -> None:
    expectations.expect_none(context.chat, receiver, "something", Message, Rejected)


@then('user "{receiver:quoted}" should not receive anything')
def receives_nothing(context: Context, receiver: str) -> None:
    """Prove by a marker that nothing has arrived that no earlier step looked at."""
    expectations.expect_nothing(context.chat, receiver)


@then('user "{receiver:quoted}" should be told that {reason}')
def is_told(context: Context, receiver: str, reason: str) -> None:
    """Expect the error with this reason, as far as the user's dialect tells reasons."""
    told = context.chat.user(receiver).dialect.rejection_reason(RejectionReason.called(reason))
    expectations.expect_event(context.chat, receiver, Rejected(told))


@then('user "{receiver:quoted}" should not receive any error')
def receives_no_error(context: Context, receiver: str) -> None:
    expectations.expect_none(context.chat, receiver, "an error", Rejected)


@then("users {receivers:names} should have heard {texts:names}, in this order")
def heard_in_order(context: Context, receivers: list[str], texts: list[str]) -> None:
    for receiver in receivers:
        conversation.expect_words_in_order(context.chat, receiver, texts)
