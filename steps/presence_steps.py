"""Who is here, and who is typing."""

from behave import then, when
from behave.runner import Context

from harness import expectations
from harness.heard import Typing
from harness.words import Type


@when('user "{user:quoted}" asks who is here')
def asks_who_is_here(context: Context, user: str) -> None:
    expectations.ask_who_is_here(context.stage, user)


@then('user "{user:quoted}" should see exactly {names:names} in the room')
def sees_exactly(context: Context, user: str, names: list[str]) -> None:
    expectations.expect_here(context.stage, user, names)


@then('user "{user:quoted}" should see nobody in the room')
def sees_nobody(context: Context, user: str) -> None:
    expectations.expect_here(context.stage, user, [])


@then('user "{user:quoted}" should see "{name:quoted}" with {count:number} connections')
def sees_connections(context: Context, user: str, name: str, count: int) -> None:
    expectations.expect_connections(context.stage, user, name, count)


@when('user "{user:quoted}" starts typing')
def starts_typing(context: Context, user: str) -> None:
    context.stage.user(user).ask(Type(True))


@when('user "{user:quoted}" stops typing')
def stops_typing(context: Context, user: str) -> None:
    context.stage.user(user).ask(Type(False))


@then('user "{user:quoted}" should see that "{name:quoted}" is typing')
def sees_typing(context: Context, user: str, name: str) -> None:
    typing = Typing(name, True)
    context.stage.expect(user, f"that {typing}", lambda heard: heard == typing)


@then('user "{user:quoted}" should see that "{name:quoted}" is no longer typing')
def sees_no_longer_typing(context: Context, user: str, name: str) -> None:
    typing = Typing(name, False)
    context.stage.expect(user, f"that {typing}", lambda heard: heard == typing)


@then('user "{user:quoted}" should not see anybody typing')
def sees_nobody_typing(context: Context, user: str) -> None:
    context.stage.expect_not(user, "typing", lambda heard: isinstance(heard, Typing))
