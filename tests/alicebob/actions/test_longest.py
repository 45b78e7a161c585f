"""The longest texts and names follow the facts of a profile."""

from types import SimpleNamespace
from typing import cast

import pytest

from alicebob.actions import longest
from alicebob.model.facts import Facts
from alicebob.scenario.scenario import Scenario
from alicebob.servers.node import Node
from alicebob.servers.server_under_test import ServerUnderTest
from alicebob.transport.address import Address

ADDRESS = Address("localhost", 1)


def scenario(facts: Facts | None, *promises: str) -> Scenario:
    server = ServerUnderTest((Node(ADDRESS),), promises=frozenset(promises), facts=facts)
    return cast(Scenario, SimpleNamespace(server=server))


@pytest.mark.parametrize(
    ("facts", "length"),
    [
        (Facts(max_bytes=2_000), 2_000),
        (Facts(max_characters=140), 140),
        (Facts(max_bytes=2_000, max_characters=140), 140),
        (Facts(max_bytes=10_000_000), 65_535),
        (Facts(), 1_000),
        (None, 1_000),
    ],
)
def test_a_text_is_as_long_as_the_profile_states(facts: Facts | None, length: int) -> None:
    assert len(longest.text(scenario(facts))) == length


def test_a_server_that_promises_long_texts_gets_one() -> None:
    assert len(longest.text(scenario(None, "long"))) == 65_535


def test_no_part_of_the_text_can_be_left_out_unseen() -> None:
    words = longest.text(scenario(Facts(max_bytes=2_000))).split("-")[:-1]
    assert len(set(words)) == len(words) > 1


@pytest.mark.parametrize(
    ("facts", "promises", "length"),
    [
        (Facts(max_name=32), (), 32),
        (Facts(max_name=500), (), 64),
        (Facts(), ("long-names",), 64),
        (None, (), 16),
    ],
)
def test_a_name_is_as_long_as_the_profile_states(
    facts: Facts | None, promises: tuple[str, ...], length: int
) -> None:
    assert len(longest.name(scenario(facts, *promises))) == length
