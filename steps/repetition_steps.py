"""Users send messages under ids, and repeat them under the same ids."""

from behave import then, when

from alicebob.actions import repetitions
from alicebob.actions.step_context import Context


@when('user "{user:quoted}" sends message "{text:quoted}" twice with the same id')
def sends_twice(context: Context, user: str, text: str) -> None:
    for _ in range(2):
        context.chat.user(user).send_message(text, client_id=f"the id of {text}")


@when('user "{user:quoted}" sends message "{text:quoted}" with the id "{client_id:quoted}"')
def sends_with_id(context: Context, user: str, text: str, client_id: str) -> None:
    """Send a message with a client id, by which the server recognises repetitions."""
    context.chat.user(user).send_message(text, client_id=client_id)


@when(
    'user "{user:quoted}" sends private message "{text:quoted}" to "{to:quoted}" '
    'with the id "{client_id:quoted}"'
)
def sends_private_message_with_id(
    context: Context, user: str, text: str, to: str, client_id: str
) -> None:
    context.chat.user(user).send_message(text, to=to, client_id=client_id)


@when(
    'user "{user:quoted}" sends messages "{one:quoted}" and "{other:quoted}" '
    "with ids that differ only in {difference}"
)
def sends_with_alike_ids(
    context: Context, user: str, one: str, other: str, difference: str
) -> None:
    repetitions.send_with_alike_ids(context.chat.user(user), one, other, difference)


@when('user "{user:quoted}" sends message "{text:quoted}" with the used id "{client_id:quoted}"')
def sends_with_used_id(context: Context, user: str, text: str, client_id: str) -> None:
    """Send another text with an id that the user has used: it must be rejected."""
    repetitions.send_with_used_id(context.chat.user(user), text, client_id)


@when(
    'user "{user:quoted}" sends private message "{text:quoted}" to "{to:quoted}" '
    'with the used id "{client_id:quoted}"'
)
def sends_private_message_with_used_id(
    context: Context, user: str, text: str, to: str, client_id: str
) -> None:
    repetitions.send_with_used_id(context.chat.user(user), text, client_id, to)


@when('user "{user:quoted}" sends {count:number} messages, each with its own id')
def sends_with_own_ids(context: Context, user: str, count: int) -> None:
    repetitions.send_in_a_row(context.chat.user(user), count)


@when("users {users:names} send {count:number} messages each, with the same ids, all at once")
def send_with_same_ids(context: Context, users: list[str], count: int) -> None:
    repetitions.send_at_once([context.chat.user(user) for user in users], count)


@when('user "{user:quoted}" repeats the {count:number} messages of "{first:quoted}"')
def repeats_messages(context: Context, user: str, count: int, first: str) -> None:
    repetitions.send_in_a_row(context.chat.user(user), count, of=first)


@then(
    'user "{user:quoted}" should receive "{text:quoted}" as the message '
    'with the id "{client_id:quoted}"'
)
def receives_own_message(context: Context, user: str, text: str, client_id: str) -> None:
    """Expect the message that the user sent under an id, with that id."""
    repetitions.expect_own(context.chat, user, text, client_id)
