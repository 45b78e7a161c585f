"""The facts that make a promise impossible."""

from dataclasses import fields, replace

import pytest

from alicebob.model.facts import Blank, Facts, Order, Shows, Told
from alicebob.servers.impossible import OBSTACLES, impossible_on, obstacle
from alicebob.servers.promises import PROMISES
from tests.alicebob.support.wires import MINIMAL, wire

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
        (replace(USUAL, max_name=63), {"long-names"}),
        (replace(USUAL, max_name=64), set()),
        (replace(USUAL, blank=Blank.TOLD), {"texts"}),
        (replace(USUAL, name_pattern="[a-z]+"), {"names-shown"}),
        (
            replace(USUAL, shows=Shows.NUMBER),
            {"names-shown", "long-names", "shared-names", "anonymous", "query", "names", "unique"}
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


BARE = MINIMAL.replace('url = "/ws"', 'url = "/ws"\nseparator = ";"')
WHOLE = """
[wire]
url = "/ws{?user,room}"
separator = ";"
say.text = "{text}"
whisper.text = "/to {to} {text}"
typing.start.text = "/typing"
typing.stop.text = "/idle"
[[hear]]
as = "private"
text = "({user}) {text}"
[[hear]]
as = "typing"
text = "{user} types"
typing = true
[[hear]]
as = "here"
text = "here: {users:list}"
[[hear]]
as = "joined"
text = "{user} joined"
[[hear]]
as = "left"
text = "{user} left"
[[hear]]
as = "past"
text = "earlier {user}: {text}"
[[hear]]
as = "message"
text = "{user}: {text}"
"""


def test_what_a_wire_cannot_say_cannot_be_promised() -> None:
    impossible = impossible_on(wire(MINIMAL), Facts(anonymous="Anonymous"))
    unsaid = {"private", "typing", "presence", "history", "rooms", "packed", "query"}
    assert set(impossible) == unsaid
    assert "packed" not in impossible_on(wire(BARE), Facts())


def test_what_a_wire_can_say_can_be_promised() -> None:
    facts = Facts(anonymous="Anonymous", history=20)
    assert set(impossible_on(wire(WHOLE), facts)) == {"no-replay"}
    assert "history" in impossible_on(wire(WHOLE), replace(facts, history=0))
