"""Hostile names and texts, in every place of the page."""

from functools import partial

from behave import given, then, when

from alicebob.actions import page_hostile as hostile
from alicebob.actions.step_context import Context


@then('visitor "{visitor:quoted}" should see nothing but texts')
def nothing_foreign(context: Context, visitor: str) -> None:
    hostile.expect_nothing_foreign(context.visitors.visitor(visitor))


@when('visitor "{visitor:quoted}" receives every hostile text as a message')
def in_messages(context: Context, visitor: str) -> None:
    hostile.in_messages(context.visitors, context.visitors.visitor(visitor))


@when('visitor "{visitor:quoted}" receives every hostile text as a private message')
def in_private(context: Context, visitor: str) -> None:
    hostile.in_private(context.visitors, context.visitors.visitor(visitor))


@when('visitor "{visitor:quoted}" sends every hostile text')
def in_own(context: Context, visitor: str) -> None:
    hostile.in_own_messages(context.visitors.visitor(visitor))


@when('visitor "{visitor:quoted}" writes every hostile text')
def in_waiting(context: Context, visitor: str) -> None:
    hostile.in_waiting_messages(context.visitors.visitor(visitor))


@when('visitor "{visitor:quoted}" receives every hostile text as an announcement')
def in_announcements(context: Context, visitor: str) -> None:
    announce = context.operator.try_to_announce
    send = partial(announce, token="the operator's token", room=context.visitors.room)
    hostile.in_announcements(context.visitors.visitor(visitor), send)


@given("every hostile text has been sent before")
def in_history(context: Context) -> None:
    hostile.in_history(context.visitors)


@then('visitor "{visitor:quoted}" should see every hostile text in the history')
def sees_history(context: Context, visitor: str) -> None:
    hostile.expect_history(context.visitors.visitor(visitor))


@when('clients with hostile names join, speak and leave before visitor "{visitor:quoted}"')
def in_names(context: Context, visitor: str) -> None:
    hostile.in_names(context.visitors, context.visitors.visitor(visitor))


@when('clients with hostile names are in the user list of visitor "{visitor:quoted}"')
def in_user_list(context: Context, visitor: str) -> None:
    hostile.in_user_list(context.visitors, context.visitors.visitor(visitor))


@when('clients with hostile names type before visitor "{visitor:quoted}"')
def in_typing_line(context: Context, visitor: str) -> None:
    hostile.in_typing_line(context.visitors, context.visitors.visitor(visitor))


@when('visitor "{visitor:quoted}" chooses clients with hostile names')
def in_addressee(context: Context, visitor: str) -> None:
    hostile.in_addressee(context.visitors, context.visitors.visitor(visitor))


@when('visitor "{visitor:quoted}" joins under every hostile name')
def in_own_name(context: Context, visitor: str) -> None:
    hostile.in_own_name(context.visitors, visitor)


@when('visitor "{visitor:quoted}" opens links to rooms with hostile names')
def in_room(context: Context, visitor: str) -> None:
    hostile.in_room(context.visitors, visitor)
