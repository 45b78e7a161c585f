"""What was said before, and what somebody missed."""

from behave import then, when
from behave.runner import Context

from alicebob.actions import concurrent
from alicebob.assertions import conversation, history
from alicebob.data.tricky_strings import TEXTS


@when('user "{user:quoted}" asks for the last {count:number} messages')
def asks_for_last(context: Context, user: str, count: int) -> None:
    conversation.ask_history(context.chat, user, count)


@when('user "{user:quoted}" asks for {count:number} messages before "{text:quoted}"')
def asks_for_before(context: Context, user: str, count: int, text: str) -> None:
    conversation.ask_history(context.chat, user, count, before=text)


@when('user "{user:quoted}" asks what was said')
def asks_what_was_said(context: Context, user: str) -> None:
    conversation.ask_history(context.chat, user, None)


@when('user "{user:quoted}" comes back where they left')
def comes_back(context: Context, user: str) -> None:
    conversation.come_back(context.chat, user)


@then('user "{user:quoted}" should see the last {count:number} messages of "{speaker:quoted}"')
def sees_last(context: Context, user: str, count: int, speaker: str) -> None:
    conversation.expect_last_said(context.chat, user, count, speaker)


@then(
    'user "{user:quoted}" should see {count:number} messages of "{speaker:quoted}", '
    "the last of them {last:number}"
)
def sees_some(context: Context, user: str, count: int, speaker: str, last: int) -> None:
    conversation.expect_said_until(context.chat, user, count, speaker, last)


@then('user "{user:quoted}" should see "{text:quoted}" from "{sender:quoted}" in the history')
def sees_in_history(context: Context, user: str, text: str, sender: str) -> None:
    conversation.expect_told(context.chat, user, text, sender)


@then('user "{user:quoted}" should not see "{text:quoted}" from "{sender:quoted}" in the history')
def does_not_see_in_history(context: Context, user: str, text: str, sender: str) -> None:
    conversation.expect_told(context.chat, user, text, sender, is_there=False)


@then('user "{user:quoted}" should see all that "{hearer:quoted}" heard in the history')
def sees_all_heard(context: Context, user: str, hearer: str) -> None:
    conversation.expect_all_heard(context.chat, user, hearer)


@then('user "{user:quoted}" should see nothing of what was said before')
def sees_no_past(context: Context, user: str) -> None:
    conversation.expect_no_past(context.chat, user)


@then('user "{user:quoted}" should have missed nothing')
def missed_nothing(context: Context, user: str) -> None:
    conversation.expect_complete(context.chat, user, is_complete=True)


@then('user "{user:quoted}" should know that something is missing')
def knows_something_is_missing(context: Context, user: str) -> None:
    conversation.expect_complete(context.chat, user, is_complete=False)


@then(
    'user "{user:quoted}" should find all {count:number} messages of "{speaker:quoted}", '
    "reading back {page:number} at a time"
)
def finds_all(context: Context, user: str, count: int, speaker: str, page: int) -> None:
    history.expect_all_said(context.chat, user, speaker, count, page)


@then(
    'user "{user:quoted}" should find all {count:number} messages of "{speaker:quoted}", '
    'reading back {page:number} at a time, while "{talker:quoted}" goes on talking'
)
def finds_all_in_talk(
    context: Context, user: str, count: int, speaker: str, page: int, talker: str
) -> None:
    history.expect_all_said(context.chat, user, speaker, count, page, talker)


@then('user "{user:quoted}" should find all that "{witness:quoted}" heard, in the same order')
def finds_all_heard(context: Context, user: str, witness: str) -> None:
    history.expect_all_heard(context.chat, user, witness)


@then('user "{user:quoted}" should have been told once each message that "{witness:quoted}" heard')
def was_told_each_once(context: Context, user: str, witness: str) -> None:
    history.expect_each_once(context.chat, user, witness)


@then('everybody should know the latest that "{witness:quoted}" heard, without a gap')
def all_know(context: Context, witness: str) -> None:
    history.expect_no_gap(context.chat, witness)


@when("users {users:names} talk without a pause while {count:number} newcomers arrive")
def newcomers_arrive(context: Context, users: list[str], count: int) -> None:
    concurrent.arrive_meanwhile(context.chat, users, count)


@when(
    'users {users:names} talk without a pause while user "{user:quoted}" is lost and comes back '
    "{count:number} times"
)
def lost_and_back(context: Context, users: list[str], user: str, count: int) -> None:
    concurrent.come_back_meanwhile(context.chat, users, user, count)


@when(
    "users {users:names} talk without a pause, and the server is killed when "
    '"{listener:quoted}" has heard {count:number} messages'
)
def killed_in_talk(context: Context, users: list[str], listener: str, count: int) -> None:
    concurrent.kill_meanwhile(context.chat, users, listener, count)


@then(
    'user "{user:quoted}" should see {kind} from "{sender:quoted}" in the history, to the character'
)
def sees_remarkable(context: Context, user: str, kind: str, sender: str) -> None:
    conversation.expect_told(context.chat, user, TEXTS[kind], sender)
