"""Actions on one of several servers of a chat: end it, start it again, have it stand still."""

from collections.abc import Callable
from functools import partial

from alicebob.actions import concurrent, returning_talk
from alicebob.actions.messages import together
from alicebob.actions.server_control import EXIT_PROMISED
from alicebob.assertions import history
from alicebob.clients.user import User
from alicebob.model.feature_mistake import FeatureMistake
from alicebob.record.journal import Connection
from alicebob.scenario.carry_over import visits_of
from alicebob.scenario.scenario import Scenario
from alicebob.servers.node import Node
from alicebob.servers.process import Process
from alicebob.transport.http import ANSWER_PATIENCES

_WORDS = 60  # that each user says while a server is shut down


def kill(scenario: Scenario, label: str) -> None:
    """Kill the server of ``label``; the connections of all who are on it are lost."""
    kill_node(scenario, scenario.placement.node_of(label))


def kill_node(scenario: Scenario, node: Node) -> None:
    """Kill a server; the connections of all who are on it are lost."""
    users, node.was_stopped = users_on(scenario, node), True
    process_of(node).kill()
    for user in users:
        user.wait_for_end()


def start_again(scenario: Scenario) -> None:
    """Start each server that has ended, at its address. The users of others may be told of the
    probe user who tries whether it is ready."""
    ended = [node for node in scenario.server.nodes if node.was_stopped]
    scenario.start_again(scenario.server)
    for node in ended:
        scenario.carry_over.late_departures += visits_of(node, scenario.dialect)


def stand_still(scenario: Scenario, label: str) -> None:
    """Have the server of ``label`` stand still. Its users are as good as users who do not read.

    What they say meanwhile is kept or refused, depending on what the server does first when it
    goes on: read from them, or find out that it has lost its place among the others.
    """
    scenario.carry_over.may_have_refused = True
    node = scenario.placement.node_of(label)
    for user in users_on(scenario, node):
        user.note_standstill()
    process_of(node).stand_still()


def go_on(scenario: Scenario, label: str) -> None:
    """Have the server on which ``label`` was before it stood still go on."""
    node = scenario.placement.last_of(label) or scenario.server.nodes[0]
    process_of(node).go_on()
    for user in users_on(scenario, node):
        user.note_going_on()


def restart_in_turn(scenario: Scenario, labels: list[str]) -> None:
    """Shut down each server and start it again, one after the other, while all of ``labels`` send
    messages; who is disconnected comes back on a server that is there, where they left off."""

    users = [scenario.user(label) for label in labels]
    for number, node in enumerate(scenario.server.nodes, 1):
        stop, topic = partial(shut_down, scenario, node), f"before restart {number}, word"
        returning_talk.talk_during(scenario, users, _WORDS, stop, topic)
        start_again(scenario)
    topic = "after all restarts, word"
    returning_talk.talk_during(scenario, users, _WORDS, lambda: None, topic)


def kill_in_turn(scenario: Scenario, speakers: list[str], victim: str, count: int) -> None:
    """Kill the server of ``victim`` once that user has received ``count`` messages from
    ``speakers``, who are on other servers and go on."""
    concurrent.act_once_heard(scenario, speakers, victim, count, partial(kill, scenario, victim))


def connect_on_each(scenario: Scenario, count: int) -> None:
    """Connect ``count`` readers on each server, all of them at the same moment."""
    nodes = scenario.server.nodes
    labels = [f"Reader {number}" for number in range(1, count * len(nodes) + 1)]
    for number, label in enumerate(labels):
        scenario.placement.put(label, nodes[number % len(nodes)])
        scenario.ensure_user(label)
    options = scenario.connect_options
    acts: list[Callable[[], object]] = [
        partial(scenario.connect, label, options(label)) for label in labels
    ]
    together(acts)


def reconnect_elsewhere(scenario: Scenario, label: str) -> None:
    """Have ``label`` come back on another server, where they left off."""
    scenario.placement.put_elsewhere(label, label)
    history.reconnect(scenario, label)


def users_on(scenario: Scenario, node: Node) -> list[User]:
    """Return the users who have joined on ``node``."""
    users = scenario.users.values()
    return [u for u in users if u.is_joined and scenario.placement.last_of(u.label) is node]


def process_of(node: Node) -> Process:
    """Return the process of a node. Raises ``FeatureMistake`` if the suite has not started it."""
    if node.process is None:
        raise FeatureMistake("the suite can do this only with a server that it started")
    return node.process


def shut_down(scenario: Scenario, node: Node) -> None:
    """Tell a server to end, and wait until it has, and its users know."""
    connections = {user: user.connection for user in users_on(scenario, node)}
    node.was_stopped = True
    process = process_of(node)
    process.terminate()
    if process.wait(EXIT_PROMISED + ANSWER_PATIENCES * scenario.patience) is None:
        headline = "A server did not end when it was told to."
        scenario.judge.fail(headline, f"it ends within {EXIT_PROMISED:g} s", "it is still running")
    for user, connection in connections.items():
        scenario.journal.wait_until(partial(_is_lost, user, connection), scenario.patience)


def _is_lost(user: User, connection: Connection | None) -> bool:
    """Return True if a user's ``connection`` has ended; the user may have another one by now."""
    return user.ended is not None or user.connection is not connection
