"""The operator speaks, and looks at the server's own figures."""

from behave import then, when
from behave.runner import Context

from alicebob.data.tricky_strings import TEXTS
from alicebob.model.received import Announcement


@when('the operator announces "{text:quoted}"')
def announces(context: Context, text: str) -> None:
    context.operator.announce(text)


@when('the operator announces "{text:quoted}" in room "{room:quoted}"')
def announces_in(context: Context, text: str, room: str) -> None:
    context.operator.announce(text, room)


@then('user "{user:quoted}" should receive announcement "{text:quoted}"')
def hears_announcement(context: Context, user: str, text: str) -> None:
    announced = Announcement(text)
    context.chat.expect(user, str(announced), lambda received: received == announced)


@then('users {users:names} should receive announcement "{text:quoted}"')
def all_hear_announcement(context: Context, users: list[str], text: str) -> None:
    for user in users:
        hears_announcement(context, user, text)


@when("I note what the server has counted")
def note_counts(context: Context) -> None:
    context.operator.note_counts()


@then('the server should have counted {count:number} more of "{name:quoted}"')
def counted(context: Context, count: int, name: str) -> None:
    context.operator.expect_counted(name, count)


@then(
    'the server should have counted {count:number} more of "{name:quoted}" '
    'with {label} "{value:quoted}"'
)
def counted_kind(context: Context, count: int, name: str, label: str, value: str) -> None:
    context.operator.expect_counted(name, count, **{label: value})


@then('the server should have counted {count:number} less of "{name:quoted}"')
def counted_less(context: Context, count: int, name: str) -> None:
    context.operator.expect_counted(name, -count)


@then("the server should have counted as many deliveries as were heard")
def counted_as_heard(context: Context) -> None:
    context.operator.expect_deliveries_heard()


@then('the statistics should tell of {count:number} more of "{name:quoted}"')
def statistics_say(context: Context, name: str, count: int) -> None:
    context.operator.expect_statistic(name, count)


@then('the statistics should tell of {count:number} people in room "{room:quoted}"')
def statistics_tell_of(context: Context, count: int, room: str) -> None:
    context.operator.expect_people(room, count)


@then("the announcement should be refused with status {status:number}")
def announcement_refused(context: Context, status: int) -> None:
    context.operator.expect_status(status)


@when('somebody announces "{text:quoted}" with {token}')
def somebody_announces(context: Context, text: str, token: str) -> None:
    context.operator.try_to_announce(text, token)


@when("the operator announces {kind} to everybody")
def announces_remarkable(context: Context, kind: str) -> None:
    context.operator.announce(TEXTS[kind])


@then("users {users:names} should receive {kind} as an announcement, to the character")
def all_hear_remarkable_announcement(context: Context, users: list[str], kind: str) -> None:
    for user in users:
        hears_announcement(context, user, TEXTS[kind])


@when(
    "users {users:names} send {count:number} messages each, "
    "while the operator announces {more:number} things"
)
def send_while_announcing(context: Context, users: list[str], count: int, more: int) -> None:
    context.operator.announce_in_a_burst([context.chat.user(u) for u in users], count, more)


@when("the operator sends {what} to be announced")
def sends_to_be_announced(context: Context, what: str) -> None:
    context.operator.send(what)


@then("the operator should be told why")
def is_told_why(context: Context) -> None:
    context.operator.expect_sentence()


@then(
    "the operator should be told that it reached {connections:number} connections "
    "in {rooms:number} room"
)
@then(
    "the operator should be told that it reached {connections:number} connections "
    "in {rooms:number} rooms"
)
def is_told_how_many(context: Context, connections: int, rooms: int) -> None:
    context.operator.expect_reached(rooms, connections)


@then('user "{user:quoted}" should not receive announcement "{text:quoted}"')
def does_not_hear_announcement(context: Context, user: str, text: str) -> None:
    announced = Announcement(text)
    context.chat.expect_not(user, str(announced), lambda received: received == announced)
