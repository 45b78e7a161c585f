"""Users connect under a name of their choice, also on several connections."""

from behave import step

from alicebob.actions.step_context import Context


@step('a second "{user:quoted}" connects to the chat')
def namesake_connects(context: Context, user: str) -> None:
    """Connect again under the same name; later steps call it "the second NAME"."""
    context.chat.connect(f"the second {user}", context.chat.connect_options(user))


@step('a second "{user:quoted}" connects to room "{room:quoted}"')
def namesake_connects_to_room(context: Context, user: str, room: str) -> None:
    context.chat.connect(f"the second {user}", context.chat.connect_options(user, room))


@step('user "{user:quoted}" connects to the chat as "{name:quoted}"')
def connects_as(context: Context, user: str, name: str) -> None:
    """Connect under a name of their own: USER is what the feature calls the connection."""
    context.chat.connect(user, context.chat.connect_options(name))


@step('users {users:names} connect to the chat as "{name:quoted}"')
def connect_as(context: Context, users: list[str], name: str) -> None:
    for user in users:
        context.chat.connect(user, context.chat.connect_options(name))


@step('user "{user:quoted}" connects to room "{room:quoted}" as "{name:quoted}"')
def connects_to_room_as(context: Context, user: str, room: str, name: str) -> None:
    context.chat.connect(user, context.chat.connect_options(name, room))


@step('users {users:names} connect to room "{room:quoted}" as "{name:quoted}"')
def connect_to_room_as(context: Context, users: list[str], room: str, name: str) -> None:
    for user in users:
        connects_to_room_as(context, user, room, name)


@step('user "{user:quoted}" connects to the chat {count:number} times')
def connects_often(context: Context, user: str, count: int) -> None:
    """Open that many connections under one name: "USER 1", "USER 2", …"""
    for number in range(1, count + 1):
        connects_as(context, f"{user} {number}", user)
