"""A crowd: many readers connect, leave and type."""

from behave import step, then, when

from alicebob.actions import crowd
from alicebob.actions.step_context import Context
from alicebob.assertions import crowds


@step("{count:number} readers connect to the chat")
def readers_connect(context: Context, count: int) -> None:
    """Connect users who only listen: reader 1, reader 2, …"""
    crowd.connect_readers(context.chat, count)


@step(
    '{count:number} readers with long names, who speak "{dialect:quoted}", '
    'connect to room "{room:quoted}" and stop reading'
)
def readers_with_long_names_connect(context: Context, count: int, dialect: str, room: str) -> None:
    crowd.speak(context.chat, count, dialect)
    crowd.connect_readers(context.chat, count, room, with_long_names=True, stop_reading=True)


@step('{count:number} readers connect to room "{room:quoted}" and stop reading')
def readers_connect_and_stop_reading(context: Context, count: int, room: str) -> None:
    crowd.connect_readers(context.chat, count, room, stop_reading=True)


@when("readers {first:number} to {last:number} disconnect abruptly")
def readers_disconnect(context: Context, first: int, last: int) -> None:
    """End the TCP connections of these readers without a Close frame."""
    crowd.disconnect_abruptly(context.chat, first, last)


@when("all {count:number} readers start typing")
def readers_start_typing(context: Context, count: int) -> None:
    crowd.start_typing(context.chat, count)


@when("all {count:number} readers send a message")
def readers_send_messages(context: Context, count: int) -> None:
    crowd.send_messages(context.chat, count)


@then(
    'user "{user:quoted}" should see exactly readers {first:number} to {last:number} in the room, '
    "in this order"
)
def sees_readers(context: Context, user: str, first: int, last: int) -> None:
    sees_readers_between(context, user, [], first, last, [])


@then(
    'user "{user:quoted}" should see exactly {names:names} and readers {first:number} '
    "to {last:number} in the room, in this order"
)
def sees_readers_after(
    context: Context, user: str, names: list[str], first: int, last: int
) -> None:
    sees_readers_between(context, user, names, first, last, [])


@then(
    'user "{user:quoted}" should see exactly {names:names}, readers {first:number} '
    "to {last:number} and {others:names} in the room, in this order"
)
def sees_readers_between(
    context: Context, user: str, names: list[str], first: int, last: int, others: list[str]
) -> None:
    readers = crowd.readers(context.chat, first, last)
    crowds.expect_listed(context.chat, user, names, readers, others)


@then(
    'user "{user:quoted}" should see exactly readers {first:number} to {last:number} '
    "and {others:names} in the room, in this order"
)
def sees_readers_before(
    context: Context, user: str, first: int, last: int, others: list[str]
) -> None:
    sees_readers_between(context, user, [], first, last, others)


@then(
    'user "{user:quoted}" should see readers {first:number} to {last:number} leave, '
    "down to {people:number} people in the room"
)
def sees_readers_leave(context: Context, user: str, first: int, last: int, people: int) -> None:
    readers = crowd.readers(context.chat, first, last)
    crowds.expect_left(context.chat, user, readers, people)


@then(
    'user "{user:quoted}" should see each of the {count:number} readers start typing, '
    "stop typing and send a message"
)
def sees_readers_type_and_send(context: Context, user: str, count: int) -> None:
    readers = crowd.readers(context.chat, 1, count)
    crowds.expect_typed_and_sent(context.chat, user, readers)
