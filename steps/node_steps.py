"""Users on several servers of one chat: servers end or stand still, and a store is away."""

from functools import partial

from behave import given, step, then, when

from alicebob.actions import node_control, store_control
from alicebob.actions import visitors_on_servers as pages
from alicebob.actions.step_context import Context
from alicebob.assertions import whole_history


@step('user "{user:quoted}" is on another server than "{other:quoted}"')
def is_on_another_server(context: Context, user: str, other: str) -> None:
    """Have the user connect to another server of the chat, from the next connection on.

    Otherwise users are on the servers in turn.
    """
    context.chat.placement.put_elsewhere(user, other)


@step('user "{user:quoted}" is on the same server as "{other:quoted}"')
def is_on_the_same_server(context: Context, user: str, other: str) -> None:
    """Have the user connect to the server of the other one, from the next connection on."""
    context.chat.placement.put_with(user, other)


@when("{count:number} readers connect on each server at the same moment")
def connect_on_each_server(context: Context, count: int) -> None:
    """Connect the readers 1, 2 and so on, each from a thread of its own, on all servers in turn."""
    node_control.connect_on_each(context.chat, count)


@when('the server of user "{user:quoted}" is killed')
def server_of_user_is_killed(context: Context, user: str) -> None:
    """Send SIGKILL to the server on which the user is; all connections to it are lost."""
    node_control.kill(context.chat, user)


@when(
    'users {users:names} keep sending messages, and the server of "{victim:quoted}" is killed once '
    "that user has heard {count:number} messages"
)
def server_is_killed_meanwhile(context: Context, users: list[str], victim: str, count: int) -> None:
    node_control.kill_in_turn(context.chat, users, victim, count)


@when("the servers that have ended are started again")
def servers_are_started_again(context: Context) -> None:
    node_control.start_again(context.chat)


@when('the server of user "{user:quoted}" stands still')
def server_of_user_stands_still(context: Context, user: str) -> None:
    """Send SIGSTOP to the server on which the user is: nothing happens there until it goes on."""
    node_control.stand_still(context.chat, user)


@when('the server of user "{user:quoted}" goes on')
def server_of_user_goes_on(context: Context, user: str) -> None:
    node_control.go_on(context.chat, user)


@when('user "{user:quoted}" reconnects to another server, where they left off')
def reconnects_elsewhere(context: Context, user: str) -> None:
    """Connect to another server with the id of the last message received."""
    node_control.reconnect_elsewhere(context.chat, user)


@when(
    "users {users:names} keep sending messages while each server is shut down and started again "
    "in turn"
)
def servers_restart_in_turn(context: Context, users: list[str]) -> None:
    """Whoever is disconnected comes back to another server, where they left off."""
    node_control.restart_in_turn(context.chat, users)


@when("users {users:names} keep sending messages while the store is cut off for a while")
def store_is_cut_off(context: Context, users: list[str]) -> None:
    """Have the store of the servers stand still until somebody's message was refused."""
    store_control.talk_through(context.chat, users, is_killed=False)


@when("users {users:names} keep sending messages while the store is killed and started again")
def store_is_killed_meanwhile(context: Context, users: list[str]) -> None:
    store_control.talk_through(context.chat, users, is_killed=True)


@when("the store of the servers is killed")
def store_is_killed(context: Context) -> None:
    store_control.kill(context.chat)


@when("the store of the servers is cut off")
def store_stands_still(context: Context) -> None:
    store_control.cut_off(context.chat)


@when("the store of the servers is restored")
def store_goes_on(context: Context) -> None:
    store_control.restore(context.chat)


@when("the store of the servers is started again")
def store_is_started_again(context: Context) -> None:
    store_control.start_again(context.chat)


@when("the store of the servers is started again, and has forgotten everything")
def store_is_started_empty(context: Context) -> None:
    store_control.start_again(context.chat, is_empty=True)


@when('user "{user:quoted}" speaks until the chat goes on')
def speaks_until_it_goes_on(context: Context, user: str) -> None:
    """Send messages until one comes back, because the servers have their store again."""
    store_control.wait_until_back(context.chat, context.chat.user(user))


@given('visitor "{visitor:quoted}" is in the chat on another server, with a clock of their own')
def visitor_is_on_another_server(context: Context, visitor: str) -> None:
    """Open the page on another server than that of the clients."""
    context.visitors.enter(visitor, before=partial(pages.begin_elsewhere, context.chat))


@when('the line of visitor "{visitor:quoted}" leads to another server')
def line_leads_elsewhere(context: Context, visitor: str) -> None:
    """Lead all new connections of the page to another server, as a balancer does."""
    pages.lead_elsewhere(context.chat, context.visitors.visitor(visitor))


@when('the server of visitor "{visitor:quoted}" is killed')
def server_of_visitor_is_killed(context: Context, visitor: str) -> None:
    pages.kill_server(context.chat, context.visitors.visitor(visitor))


@when('the server of visitor "{visitor:quoted}" is shut down')
def server_of_visitor_is_shut_down(context: Context, visitor: str) -> None:
    pages.shut_down_server(context.chat, context.visitors.visitor(visitor))


@then("users {users:names} should have received the same messages, whatever happened")
def received_the_same(context: Context, users: list[str]) -> None:
    """Expect the same messages in the same order, each once, over all connections of each user."""
    whole_history.expect_same_over_connections(context.chat, users)
