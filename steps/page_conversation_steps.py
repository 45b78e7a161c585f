"""Messages and notices as visitors see them, and as clients hear them."""

from behave import given, step, then, when

from alicebob.actions import page_conversation as conversation
from alicebob.actions.step_context import Context
from alicebob.model.received import UserJoined, UserLeft


@step('visitor "{visitor:quoted}" should see message "{text:quoted}" from "{sender:quoted}"')
def sees_message(context: Context, visitor: str, text: str, sender: str) -> None:
    """Expect the message once, whatever else is there."""
    conversation.expect_message(context.visitors.visitor(visitor), text, sender)


@then('visitor "{visitor:quoted}" should see the messages {texts:names} and no others')
def sees_only(context: Context, visitor: str, texts: list[str]) -> None:
    conversation.expect_messages(context.visitors.visitor(visitor), texts)


@then('visitor "{visitor:quoted}" should see no messages')
def sees_no_messages(context: Context, visitor: str) -> None:
    conversation.expect_messages(context.visitors.visitor(visitor), [])


@then('visitor "{visitor:quoted}" should see "{text:quoted}" as their own message')
def sees_own(context: Context, visitor: str, text: str) -> None:
    conversation.expect_own(context.visitors.visitor(visitor), text, is_own=True)


@then("""visitor "{visitor:quoted}" should see "{text:quoted}" as somebody else's message""")
def sees_others(context: Context, visitor: str, text: str) -> None:
    conversation.expect_own(context.visitors.visitor(visitor), text, is_own=False)


@step('visitor "{visitor:quoted}" should see the notice "{words:quoted}"')
def sees_notice(context: Context, visitor: str, words: str) -> None:
    conversation.expect_notice(context.visitors.visitor(visitor), words)


@then('the name "{name:quoted}" should stand out in a notice to visitor "{visitor:quoted}"')
def name_stands_out(context: Context, name: str, visitor: str) -> None:
    conversation.expect_name_in_notice(context.visitors.visitor(visitor), name)


@then('visitor "{visitor:quoted}" should see "{text:quoted}" waiting to be sent')
def sees_waiting(context: Context, visitor: str, text: str) -> None:
    conversation.expect_outgoing(context.visitors.visitor(visitor), text, "waiting")


@then('visitor "{visitor:quoted}" should see that "{text:quoted}" was not sent')
def sees_unsent(context: Context, visitor: str, text: str) -> None:
    conversation.expect_outgoing(context.visitors.visitor(visitor), text, "unsent")


@then('nothing should wait to be sent for visitor "{visitor:quoted}"')
def nothing_waits(context: Context, visitor: str) -> None:
    conversation.expect_nothing_waiting(context.visitors.visitor(visitor))


@then('visitor "{visitor:quoted}" should see the announcement "{text:quoted}"')
def sees_announcement(context: Context, visitor: str, text: str) -> None:
    conversation.expect_announcement(context.visitors.visitor(visitor), text)


@then('visitor "{visitor:quoted}" should see the error "{sentence:quoted}"')
def sees_error(context: Context, visitor: str, sentence: str) -> None:
    conversation.expect_error(context.visitors.visitor(visitor), sentence)


@step('client "{client:quoted}" sends {count:number} messages')
def client_sends_many(context: Context, client: str, count: int) -> None:
    """Send "message 1", "message 2" and so on."""
    conversation.say_numbers(context.visitors.client(client), count)


@then('visitor "{visitor:quoted}" should see all {count:number} messages in order')
def sees_all(context: Context, visitor: str, count: int) -> None:
    wanted = [f"message {number}" for number in range(1, count + 1)]
    conversation.expect_messages(context.visitors.visitor(visitor), wanted)


@then('client "{client:quoted}" should have received {texts:names} from "{sender:quoted}"')
def client_heard(context: Context, client: str, texts: list[str], sender: str) -> None:
    """Expect these messages and no others, each once, as soon as the last has come."""
    conversation.expect_heard(context.visitors, client, texts, sender)


@step('client "{client:quoted}" should be told that "{name:quoted}" has joined')
def client_is_told_of_joining(context: Context, client: str, name: str) -> None:
    conversation.expect_event(context.visitors, client, UserJoined(name))


@then('client "{client:quoted}" should be told that "{name:quoted}" has left')
def client_is_told_of_leaving(context: Context, client: str, name: str) -> None:
    conversation.expect_event(context.visitors, client, UserLeft(name))


@given("{count:number} messages have been sent before")
def sent_before(context: Context, count: int) -> None:
    """Have a client, who leaves then, send that many."""
    conversation.say_numbers(context.visitors.connect("Zoe"), count)
    context.visitors.client("Zoe").leave()
    context.visitors.client("Zoe").wait_for_end()


@when('the operator announces "{text:quoted}" to visitors')
def is_announced(context: Context, text: str) -> None:
    context.operator.try_to_announce(text, "the operator's token", context.visitors.room)


@then('one line should tell visitor "{visitor:quoted}" "{words:quoted}"')
def sees_movements(context: Context, visitor: str, words: str) -> None:
    conversation.expect_movements(context.visitors.visitor(visitor), words)


@then('visitor "{visitor:quoted}" should see the messages from {first:number} to {last:number}')
def sees_range(context: Context, visitor: str, first: int, last: int) -> None:
    wanted = [f"message {number}" for number in range(first, last + 1)]
    conversation.expect_messages(context.visitors.visitor(visitor), wanted)
