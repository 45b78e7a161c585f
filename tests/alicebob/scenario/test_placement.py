"""The placement of users on servers: in turn, and never on one that is down."""

import pytest

from alicebob.model.could_not_tell import CouldNotTell
from alicebob.scenario.placement import Placement
from alicebob.servers.node import Node
from alicebob.transport.address import Address


class DownNode(Node):
    @property
    def is_down(self) -> bool:
        return True


def nodes(count: int) -> list[Node]:
    return [Node(Address("localhost", port)) for port in range(count)]


def test_users_are_on_the_servers_in_turn() -> None:
    one, two = nodes(2)
    placement = Placement([one, two])
    assert [placement.node_of(label) for label in "abc"] == [one, two, one]


def test_a_user_stays_on_a_server() -> None:
    placement = Placement(nodes(2))
    assert placement.node_of("a") is placement.node_of("a")


def test_a_user_is_put_with_another_or_elsewhere() -> None:
    placement = Placement(nodes(3))
    placement.put_elsewhere("b", "a")
    placement.put_with("c", "a")
    placement.put_elsewhere("d", "b")
    a, b, c, d = (placement.node_of(label) for label in "abcd")
    assert (a is b, a is c, b is d) == (False, True, False)


def test_nobody_is_on_a_server_that_is_down() -> None:
    (up,) = nodes(1)
    placement = Placement([DownNode(Address("localhost", 9)), up])
    assert {placement.node_of(label) for label in "abc"} == {up}


def test_a_user_comes_back_to_a_server_that_is_there() -> None:
    (up,) = nodes(1)
    down = DownNode(Address("localhost", 9))
    placement = Placement([down, up])
    placement.put("a", down)
    assert placement.last_of("a") is down
    assert placement.node_of("a") is up


def test_one_server_is_no_other_server() -> None:
    with pytest.raises(CouldNotTell, match="--nodes 2"):
        Placement(nodes(1)).put_elsewhere("b", "a")


def test_users_of_some_scenarios_stay_on_one_server() -> None:
    placement = Placement(nodes(3))
    placement.stay_on_one()
    assert len({placement.node_of(label) for label in "abc"}) == 1
