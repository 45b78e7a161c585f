"""The operator sends announcements, and users receive them."""

from behave import then, when

from alicebob.actions import tricky
from alicebob.actions.step_context import Context
from alicebob.assertions import expectations
from alicebob.model.received import Announcement


@when('the operator announces "{text:quoted}"')
def announces(context: Context, text: str) -> None:
    context.operator.announce(text)


@when('the operator announces "{text:quoted}" in room "{room:quoted}"')
def announces_in(context: Context, text: str, room: str) -> None:
    context.operator.announce(text, room)


@then('user "{user:quoted}" should receive announcement "{text:quoted}"')
def receives_announcement(context: Context, user: str, text: str) -> None:
    announced = Announcement(text)
    expectations.expect_event(context.chat, user, announced)


@then('users {users:names} should receive announcement "{text:quoted}"')
def all_receive_announcement(context: Context, users: list[str], text: str) -> None:
    for user in users:
        receives_announcement(context, user, text)


@then("the announcement should be rejected with status {status:number}")
def announcement_is_rejected(context: Context, status: int) -> None:
    context.operator.expect_status(status)


@when('somebody tries to announce "{text:quoted}" with {token}')
def somebody_tries_to_announce(context: Context, text: str, token: str) -> None:
    context.operator.try_to_announce(text, token)


@when("the operator announces {kind} to everybody")
def announces_tricky_text(context: Context, kind: str) -> None:
    context.operator.announce(tricky.text(kind))


@then("users {users:names} should receive {kind} as an announcement, unchanged")
def all_receive_tricky_announcement(context: Context, users: list[str], kind: str) -> None:
    for user in users:
        receives_announcement(context, user, tricky.text(kind))


@when(
    "users {users:names} send {count:number} messages each, "
    "while the operator sends {more:number} announcements"
)
def send_while_announcing(context: Context, users: list[str], count: int, more: int) -> None:
    context.operator.announce_in_a_burst([context.chat.user(u) for u in users], count, more)


@when("the operator sends an invalid announcement: {what}")
def sends_invalid_announcement(context: Context, what: str) -> None:
    context.operator.send(what)


@then("the operator should be told why")
def is_told_why(context: Context) -> None:
    context.operator.expect_sentence()


@then(
    "the operator should be told that the announcement reached {connections:number} connections "
    "in {rooms:number} room"
)
@then(
    "the operator should be told that the announcement reached {connections:number} connections "
    "in {rooms:number} rooms"
)
def is_told_reach(context: Context, connections: int, rooms: int) -> None:
    context.operator.expect_reached(rooms, connections)


@then('user "{user:quoted}" should not receive announcement "{text:quoted}"')
def does_not_receive_announcement(context: Context, user: str, text: str) -> None:
    announced = Announcement(text)
    expectations.expect_no_event(context.chat, user, announced)
