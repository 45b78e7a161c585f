"""Words to one other alone, and words that are said once only."""

from behave import then, when
from behave.runner import Context

from alicebob.actions import join_and_typing
from alicebob.assertions import conversation
from alicebob.data.tricky_strings import FOLDED_NAMES, LONGEST, OVERLONG, TEXTS
from alicebob.model.received import PrivateMessage


@when('user "{user:quoted}" whispers "{text:quoted}" to "{to:quoted}"')
def private_messages(context: Context, user: str, text: str, to: str) -> None:
    context.chat.user(user).send_message(text, to=to)


@when('user "{user:quoted}" whispers something that is one character too long to "{to:quoted}"')
def whispers_too_long(context: Context, user: str, to: str) -> None:
    context.chat.user(user).send_message("é" * (LONGEST + 1), to=to)


@when('user "{user:quoted}" whispers {kind} to "{to:quoted}"')
def whispers_remarkable(context: Context, user: str, kind: str, to: str) -> None:
    context.chat.user(user).send_message({**TEXTS, **OVERLONG}[kind], to=to)


@when('user "{user:quoted}" whispers "{text:quoted}" to a name written with {kind}')
def whispers_to_folded_name(context: Context, user: str, text: str, kind: str) -> None:
    context.chat.user(user).send_message(text, to=FOLDED_NAMES[kind][0])


@then(
    'user "{listener:quoted}" should receive whisper from "{sender:quoted}" saying "{text:quoted}"'
)
def hears_whisper(context: Context, listener: str, sender: str, text: str) -> None:
    matches = join_and_typing.private_messages(sender, text)
    context.chat.expect(listener, f'"{text}" from {sender} alone', matches)


@then(
    'users {listeners:names} should receive whisper from "{sender:quoted}" saying "{text:quoted}"'
)
def all_hear_whisper(context: Context, listeners: list[str], sender: str, text: str) -> None:
    for listener in listeners:
        hears_whisper(context, listener, sender, text)


@then('user "{listener:quoted}" should receive {kind} from "{sender:quoted}" as a whisper')
def hears_remarkable_whisper(context: Context, listener: str, kind: str, sender: str) -> None:
    matches = join_and_typing.private_messages(sender, TEXTS[kind])
    context.chat.expect(listener, f"{kind} from {sender} alone", matches)


@then(
    'user "{listener:quoted}" should not receive whisper from "{sender:quoted}" '
    'saying "{text:quoted}"'
)
def does_not_hear_whisper(context: Context, listener: str, sender: str, text: str) -> None:
    matches = join_and_typing.private_messages(sender, text)
    context.chat.expect_not(listener, f'"{text}" from {sender}', matches, by=[sender])


@then('user "{listener:quoted}" should not receive any whisper')
def hears_no_whisper(context: Context, listener: str) -> None:
    context.chat.expect_not(
        listener, "a whisper", lambda received: isinstance(received, PrivateMessage)
    )


@when('user "{user:quoted}" sends message "{text:quoted}" once and again')
def says_once_and_again(context: Context, user: str, text: str) -> None:
    for _ in range(2):
        context.chat.user(user).send_message(text, client_id=f"the id of {text}")


@when('user "{user:quoted}" sends message "{text:quoted}" with the id "{client_id:quoted}"')
def says_with_id(context: Context, user: str, text: str, client_id: str) -> None:
    context.chat.user(user).send_message(text, client_id=client_id)


@when(
    'user "{user:quoted}" whispers "{text:quoted}" to "{to:quoted}" '
    'with the id "{client_id:quoted}"'
)
def whispers_with_id(context: Context, user: str, text: str, to: str, client_id: str) -> None:
    context.chat.user(user).send_message(text, to=to, client_id=client_id)


@then('user "{listener:quoted}" should have heard {texts:names}, in this order')
def heard_in_order(context: Context, listener: str, texts: list[str]) -> None:
    conversation.expect_heard_in_order(context.chat, listener, texts)
