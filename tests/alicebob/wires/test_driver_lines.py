"""Lines of a driver: what each says, and what is wrong with one that no driver may print."""

import json

import pytest

from alicebob.model.received import RejectionReason
from alicebob.wires.driver_lines import (
    ABILITIES,
    VALUES,
    BadLine,
    Checked,
    DriverError,
    Ended,
    HeardLine,
    Hello,
    Line,
    Opened,
    TurnedAway,
    read_line,
)
from alicebob.wires.driver_session import DriverSession
from alicebob.wires.heard import Heard, HeardKind
from alicebob.wires.session import CannotSay
from tests.support.sources import ROOT

PAGE = (ROOT / "docs" / "drivers.md").read_text()

HELLO = Hello(
    frozenset({"typing"}),
    {HeardKind.MESSAGE: frozenset({"user", "text"}), HeardKind.HERE: frozenset({"users"})},
)


def why_bad(raw: str, hello: Hello | None = HELLO) -> str:
    with pytest.raises(BadLine) as bad:
        read_line(raw, hello)
    return str(bad.value)


def of_hello(**values: object) -> str:
    return json.dumps({"event": "hello", "protocol": 1, "hears": {}, **values})


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ('{"event": "opened", "connection": 7}', Opened(7)),
        ('{"event": "refused", "connection": 7, "text": "full"}', TurnedAway(7, "full")),
        ('{"event": "ended", "connection": 7}', Ended(7, None, "")),
        ('{"event": "ended", "connection": 7, "code": 1001, "reason": "x"}', Ended(7, 1001, "x")),
        ('{"event": "error", "connection": 7, "text": "no"}', DriverError(7, "no")),
        ('{"event": "error", "text": "no"}', DriverError(None, "no")),
        ('{"event": "checked"}', Checked()),
        (
            '{"event": "heard", "connection": 7, "kind": "here", "users": ["Al", "Bo"]}',
            HeardLine(7, Heard(HeardKind.HERE, users=("Al", "Bo"))),
        ),
    ],
)
def test_a_line_is_read(raw: str, line: Line) -> None:
    assert read_line(raw, HELLO) == line


def test_a_hello_says_what_the_driver_can_do_and_hears() -> None:
    line = read_line(of_hello(can=["drop"], hears={"joined": ["user", "count"]}))
    assert line == Hello(frozenset({"drop"}), {HeardKind.JOINED: frozenset({"user", "count"})})


def test_a_refusal_may_say_why() -> None:
    hello = Hello(hears={HeardKind.REFUSED: frozenset({"reason"})})
    raw = '{"event": "heard", "connection": 1, "kind": "refused", "reason": "the name is taken"}'
    line = read_line(raw, hello)
    assert isinstance(line, HeardLine)
    assert line.heard.reason is RejectionReason("the name is taken")


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("ready", "it is not JSON"),
        ("[]", "it is not a JSON object"),
        ('{"event": "open"}', 'its event is "open"; known are hello, opened'),
        ('{"event": "opened"}', "its connection is null, not the number"),
        ('{"event": "opened", "connection": true}', "its connection is true, not the number"),
        ('{"event": "ended", "connection": 1, "code": "x"}', 'its code is "x", not a whole number'),
        ('{"event": "heard", "connection": 1, "kind": "msg"}', 'its kind is "msg"; known are'),
        (
            '{"event": "heard", "connection": 1, "kind": "left", "user": "Al"}',
            'the hello does not say that the driver hears "left"',
        ),
        (
            '{"event": "heard", "connection": 1, "kind": "message", "text": "hi"}',
            'a heard "message" has no "user", which the hello announces',
        ),
        (
            '{"event": "heard", "connection": 1, "kind": "message", "text": 1, "user": "Al"}',
            "its text is 1, not a text",
        ),
        (
            '{"event": "heard", "connection": 1, "kind": "here", "users": ["Al", 1]}',
            'its users is ["Al", 1], not a list of texts',
        ),
    ],
)
def test_a_line_that_no_driver_may_print_is_told(raw: str, why: str) -> None:
    assert why in why_bad(raw)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (of_hello(protocol=2), "the driver speaks protocol 2, and this suite protocol 1"),
        (of_hello(can=["dropp"]), 'can: there is no "dropp"; did you mean "drop"?'),
        (of_hello(hears=["message"]), "it needs hears, such as"),
        (of_hello(hears={"massage": []}), 'there is no "massage"; did you mean "message"?'),
        (of_hello(hears={"message": ["txt"]}), 'there is no "txt"; did you mean "text"?'),
        (of_hello(hears={"message": ["user"]}), 'hears.message needs "text"'),
    ],
)
def test_a_hello_that_makes_no_sense_is_told(raw: str, why: str) -> None:
    assert why in why_bad(raw, None)


def test_a_user_is_in_once_the_driver_says_so() -> None:
    session = DriverSession(lambda: HELLO)
    assert not session.is_in
    session.received(True, b'{"event": "opened", "connection": 1}')
    assert session.is_in


def test_a_refused_user_is_told_why() -> None:
    session = DriverSession(lambda: HELLO)
    reception = session.received(True, b'{"event": "refused", "connection": 1, "text": "full"}')
    assert (reception.refused, session.is_in) == ("full", False)


def test_only_what_the_driver_can_do_is_asked() -> None:
    session = DriverSession(lambda: HELLO)
    assert json.loads(session.typing(True)) == {"do": "typing", "typing": True}
    with pytest.raises(CannotSay, match='does not list "whisper" under can'):
        session.whisper("Bob", "psst")


@pytest.mark.parametrize("ability", ABILITIES)
def test_a_request_is_explained(ability: str) -> None:
    assert f"`{ability}`" in PAGE


@pytest.mark.parametrize("kind", VALUES)
def test_a_kind_is_explained_with_its_values(kind: HeardKind) -> None:
    heard = PAGE.partition("### What is heard")[2].splitlines()
    (row,) = (line for line in heard if line.startswith("|") and f"`{kind}`" in line.split("|")[1])
    assert all(f"`{value}`" in row for value in VALUES[kind])
