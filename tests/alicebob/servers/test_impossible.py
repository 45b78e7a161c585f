"""The facts that make a promise impossible."""

from dataclasses import fields, replace

import pytest

from alicebob.model.facts import Blank, Facts, Order, Shows, Told
from alicebob.servers.impossible import OBSTACLES, obstacle
from alicebob.servers.promises import PROMISES

USUAL = Facts(anonymous="Anonymous")


def test_every_promise_is_possible_for_a_server_of_which_nothing_is_said() -> None:
    assert [name for name in PROMISES if obstacle(name, USUAL)] == []


def test_only_promises_and_facts_that_there_are_are_named() -> None:
    named = {each.fact for obstacles in OBSTACLES.values() for each in obstacles}
    assert set(OBSTACLES) <= set(PROMISES)
    assert named <= {field.name for field in fields(Facts)}


@pytest.mark.parametrize(
    ("facts", "impossible"),
    [
        (replace(USUAL, echo=False), {"own-messages"}),
        (replace(USUAL, arrivals=Told.UNTOLD), {"arrivals"}),
        (replace(USUAL, departures=Told.UNTOLD), {"departures"}),
        (replace(USUAL, order=Order.UNKNOWN), {"order", "sender-order"}),
        (replace(USUAL, anonymous=None), {"anonymous"}),
        (replace(USUAL, anonymous="Guest"), {"anonymous"}),
        (replace(USUAL, history=None), {"no-replay"}),
        (replace(USUAL, changes=("trim",)), {"texts"}),
        (replace(USUAL, max_bytes=65_534), {"long", "texts"}),
        (replace(USUAL, max_bytes=65_535), {"texts"}),
        (replace(USUAL, max_bytes=262_144), set()),
        (replace(USUAL, max_characters=2_000), {"long", "texts"}),
        (replace(USUAL, max_characters=65_536), set()),
        (replace(USUAL, blank=Blank.TOLD), {"texts"}),
        (replace(USUAL, name_pattern="[a-z]+"), {"names-shown"}),
        (
            replace(USUAL, shows=Shows.NUMBER),
            {"names-shown", "shared-names", "anonymous", "query", "names", "unique"}
            | {"private", "typing", "presence"},
        ),
    ],
    ids=lambda each: str(each) if isinstance(each, Facts) else " ".join(sorted(each)),
)
def test_a_fact_makes_some_promises_impossible(facts: Facts, impossible: set[str]) -> None:
    assert {name for name in PROMISES if obstacle(name, facts)} == impossible


@pytest.mark.parametrize("promise", ["messages", "page"])
def test_some_promises_are_possible_for_every_server(promise: str) -> None:
    assert promise not in OBSTACLES
