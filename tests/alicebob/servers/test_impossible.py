"""The facts that make a promise impossible."""

from dataclasses import fields

import pytest

from alicebob.model.facts import Facts
from alicebob.servers.impossible import OBSTACLES, obstacle
from alicebob.servers.promises import PROMISES


def test_every_promise_is_possible_for_a_server_of_which_nothing_is_said() -> None:
    assert [name for name in PROMISES if obstacle(name, Facts())] == []


def test_only_promises_and_facts_that_there_are_are_named() -> None:
    named = {each.fact for obstacles in OBSTACLES.values() for each in obstacles}
    assert set(OBSTACLES) <= set(PROMISES)
    assert named <= {field.name for field in fields(Facts)}


@pytest.mark.parametrize(
    ("facts", "impossible"),
    [
        (Facts(echo=False), {"own-messages"}),
        (Facts(arrivals="untold"), {"arrivals"}),
        (Facts(departures="untold"), {"departures"}),
        (Facts(order="unknown"), {"order", "sender-order"}),
        (Facts(anonymous=False), {"anonymous"}),
        (Facts(history="all"), {"no-replay"}),
        (Facts(changes=("trim",)), {"exact", "texts"}),
        (Facts(max_bytes=65_534), {"long", "texts"}),
        (Facts(max_bytes=65_535), {"texts"}),
        (Facts(max_bytes=262_144), set()),
        (Facts(max_characters=2_000), {"long", "texts"}),
        (Facts(max_characters=65_536), set()),
        (Facts(blank=True), {"texts"}),
        (Facts(name_pattern="[a-z]+"), {"names-shown"}),
        (
            Facts(shows="number"),
            {"names-shown", "shared-names", "anonymous", "query", "names", "unique"},
        ),
    ],
    ids=str,
)
def test_a_fact_makes_some_promises_impossible(facts: Facts, impossible: set[str]) -> None:
    assert {name for name in PROMISES if obstacle(name, facts)} == impossible


@pytest.mark.parametrize("promise", ["messages", "page"])
def test_some_promises_are_possible_for_every_server(promise: str) -> None:
    assert promise not in OBSTACLES
