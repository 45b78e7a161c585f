"""Users read the history, and find what they missed."""

from behave import then, when

from alicebob.actions import concurrent, tricky
from alicebob.actions.step_context import Context
from alicebob.assertions import history, whole_history


@when('user "{user:quoted}" asks for the last {count:number} messages')
def asks_for_last(context: Context, user: str, count: int) -> None:
    """Request the history; the next step that looks at a history sees the answer."""
    history.request_history(context.chat, user, count)


@when('user "{user:quoted}" asks for {count:number} message before "{text:quoted}"')
@when('user "{user:quoted}" asks for {count:number} messages before "{text:quoted}"')
def asks_for_before(context: Context, user: str, count: int, text: str) -> None:
    history.request_history(context.chat, user, count, before=text)


@when('user "{user:quoted}" asks for the history')
def asks_for_history(context: Context, user: str) -> None:
    """Request the history; the next step that looks at a history sees the answer."""
    history.request_history(context.chat, user, None)


@when('user "{user:quoted}" asks for the messages before "{text:quoted}"')
def asks_for_all_before(context: Context, user: str, text: str) -> None:
    history.request_history(context.chat, user, None, before=text)


@when('user "{user:quoted}" reconnects where they left off')
def reconnects(context: Context, user: str) -> None:
    """Connect again with the id of the last message received, to get what was missed."""
    history.reconnect(context.chat, user)


@when('users {users:names} reconnect, knowing everything up to "{text:quoted}"')
def reconnect_knowing(context: Context, users: list[str], text: str) -> None:
    """Connect again with the id of that message, to get what came after it."""
    for user in users:
        history.reconnect(context.chat, user, known=text)


@then(
    'user "{user:quoted}" should see the last {count:number} messages from "{speaker:quoted}" '
    "in the history"
)
def sees_last(context: Context, user: str, count: int, speaker: str) -> None:
    history.expect_last(context.chat, user, count, speaker)


@then('user "{user:quoted}" should see exactly one message from "{speaker:quoted}" in the history')
def sees_exactly_one(context: Context, user: str, speaker: str) -> None:
    history.expect_last(context.chat, user, 1, speaker)


@then(
    'user "{user:quoted}" should see {count:number} message from "{speaker:quoted}" '
    "in the history, ending with number {last:number}"
)
@then(
    'user "{user:quoted}" should see {count:number} messages from "{speaker:quoted}" '
    "in the history, ending with number {last:number}"
)
def sees_messages_up_to(context: Context, user: str, count: int, speaker: str, last: int) -> None:
    history.expect_until(context.chat, user, count, speaker, last)


@then('user "{user:quoted}" should see "{text:quoted}" from "{sender:quoted}" in the history')
def sees_in_history(context: Context, user: str, text: str, sender: str) -> None:
    """Expect the message in the next history that the user receives."""
    history.expect_message(context.chat, user, text, sender)


@then('user "{user:quoted}" should not see "{text:quoted}" from "{sender:quoted}" in the history')
def does_not_see_in_history(context: Context, user: str, text: str, sender: str) -> None:
    history.expect_message(context.chat, user, text, sender, is_there=False)


@then('user "{user:quoted}" should see in the history all messages that "{hearer:quoted}" heard')
def sees_all_heard(context: Context, user: str, hearer: str) -> None:
    history.expect_all_received(context.chat, user, hearer)


@then('user "{user:quoted}" should see exactly {texts:names} in the history')
def sees_exactly(context: Context, user: str, texts: list[str]) -> None:
    """Expect these texts and no others in the next history, in this order."""
    history.expect_exactly(context.chat, user, texts)


@then('user "{user:quoted}" should see an empty history')
def sees_empty_history(context: Context, user: str) -> None:
    history.expect_empty(context.chat, user)


@then('user "{user:quoted}" should know that no messages are missing')
def knows_nothing_is_missing(context: Context, user: str) -> None:
    """Expect that the next history says that it has everything that was missed."""
    history.expect_complete(context.chat, user, is_complete=True)


@then('user "{user:quoted}" should know that messages are missing')
def knows_messages_are_missing(context: Context, user: str) -> None:
    history.expect_complete(context.chat, user, is_complete=False)


@then(
    'user "{user:quoted}" should find all {count:number} messages from "{speaker:quoted}", '
    "reading back {page:number} at a time"
)
def finds_all(context: Context, user: str, count: int, speaker: str, page: int) -> None:
    """Request the history page by page, and expect all messages in their order."""
    whole_history.expect_all_said(context.chat, user, speaker, count, page)


@then(
    'user "{user:quoted}" should find only the newest messages from "{speaker:quoted}", '
    "at most {most:number}, reading back {page:number} at a time"
)
def finds_only_the_newest(context: Context, user: str, speaker: str, most: int, page: int) -> None:
    whole_history.expect_newest_only(context.chat, user, speaker, most, page)


@then(
    'user "{user:quoted}" should find all {count:number} messages from "{speaker:quoted}", '
    'reading back {page:number} at a time, while "{talker:quoted}" keeps sending messages'
)
def finds_all_while_others_send(
    context: Context, user: str, count: int, speaker: str, page: int, talker: str
) -> None:
    whole_history.expect_all_said(context.chat, user, speaker, count, page, talker)


@then(
    'user "{user:quoted}" should find all {count:number} messages from "{speaker:quoted}", '
    "reading back without saying how many at a time"
)
def finds_all_in_usual_pages(context: Context, user: str, count: int, speaker: str) -> None:
    whole_history.expect_all_said(context.chat, user, speaker, count, None)


@then(
    'user "{user:quoted}" should find all messages that "{witness:quoted}" heard, in the same order'
)
def finds_all_heard(context: Context, user: str, witness: str) -> None:
    whole_history.expect_all_received(context.chat, user, witness)


@then(
    "users {users:names} should find exactly what they heard, reading back {page:number} at a time"
)
def find_what_they_heard(context: Context, users: list[str], page: int) -> None:
    for user in users:
        whole_history.expect_read_back(context.chat, user, page)


@then("users {users:names} should find exactly what they heard, reading back without a limit")
def find_what_they_heard_without_limit(context: Context, users: list[str]) -> None:
    for user in users:
        whole_history.expect_read_back(context.chat, user, None)


@then(
    "users {users:names} should find exactly the public messages that they heard, "
    "reading back {page:number} at a time"
)
def find_public_messages(context: Context, users: list[str], page: int) -> None:
    for user in users:
        whole_history.expect_read_back(context.chat, user, page, with_private=False)


@then(
    'user "{user:quoted}" should have received each message that "{witness:quoted}" heard '
    "exactly once"
)
def received_each_once(context: Context, user: str, witness: str) -> None:
    whole_history.expect_each_once(context.chat, user, witness)


@then('everybody should have the latest messages that "{witness:quoted}" heard, without a gap')
def all_have_latest(context: Context, witness: str) -> None:
    whole_history.expect_no_gap(context.chat, witness)


@when("users {users:names} keep sending messages while {count:number} newcomers connect")
def newcomers_connect_meanwhile(context: Context, users: list[str], count: int) -> None:
    """Connect new users one after the other while others keep talking."""
    concurrent.arrive_meanwhile(context.chat, users, count)


@when(
    "users {users:names} keep sending messages while the connection of "
    'user "{user:quoted}" is lost and restored {count:number} times'
)
def connection_is_lost_and_restored(
    context: Context, users: list[str], user: str, count: int
) -> None:
    concurrent.come_back_meanwhile(context.chat, users, user, count)


@when(
    "users {users:names} keep sending messages, and the server is killed once "
    '"{listener:quoted}" has heard {count:number} messages'
)
def server_is_killed_meanwhile(
    context: Context, users: list[str], listener: str, count: int
) -> None:
    concurrent.kill_meanwhile(context.chat, users, listener, count)


@then('user "{user:quoted}" should see {kind} from "{sender:quoted}" in the history, unchanged')
def sees_tricky_text(context: Context, user: str, kind: str, sender: str) -> None:
    history.expect_message(context.chat, user, tricky.text(kind), sender)


@then('user "{user:quoted}" should see {kind} from a name with {name} in the history, unchanged')
def sees_tricky_text_from_tricky_name(context: Context, user: str, kind: str, name: str) -> None:
    history.expect_message(context.chat, user, tricky.text(kind), tricky.name(name))
