"""Visitors of a chat on several servers: which one their line leads to, and its end."""

from alicebob.actions import node_control, page_network
from alicebob.actions.visitor import PageVisitor
from alicebob.model.could_not_tell import CouldNotTell
from alicebob.scenario.scenario import Scenario
from alicebob.servers.node import Node

_ONE_SERVER = "the suite runs one server of it (--nodes 2 for two)"


def begin_elsewhere(scenario: Scenario, visitor: PageVisitor) -> None:
    """Have ``visitor``, who has not opened the page yet, do so on another server than the first
    one, with a clock that can be put forward."""
    page_network.has_own_clock(visitor)
    lead_elsewhere(scenario, visitor)


def lead_elsewhere(scenario: Scenario, visitor: PageVisitor) -> None:
    """Lead all new connections of ``visitor`` to another server, as a balancer does. Raises
    ``CouldNotTell`` if there is none."""
    theirs = node_of(scenario, visitor)
    others = [node for node in scenario.server.nodes if node is not theirs and not node.is_down]
    if not others:
        raise CouldNotTell(f"what {visitor.label} sees on another server", _ONE_SERVER)
    visitor.tab.network.target = others[0].address


def kill_server(scenario: Scenario, visitor: PageVisitor) -> None:
    """Kill the server to which the line of ``visitor`` leads."""
    node_control.kill_node(scenario, node_of(scenario, visitor))


def shut_down_server(scenario: Scenario, visitor: PageVisitor) -> None:
    """Shut down the server to which the line of ``visitor`` leads."""
    node_control.shut_down(scenario, node_of(scenario, visitor))


def node_of(scenario: Scenario, visitor: PageVisitor) -> Node:
    """Return the server to which the line of ``visitor`` leads."""
    target = visitor.tab.network.target
    return next(node for node in scenario.server.nodes if node.address == target)
