"""Texts with holes: which way they are read, and that what was built is read back."""

from collections.abc import Collection, Mapping
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alicebob.wires.hole import BadTemplate
from alicebob.wires.pattern import Pattern
from alicebob.wires.scope import Misfit, Scope

NOTHING: Mapping[str, object] = {}


def found(
    source: str, text: str, names: Collection[str] = (), fixed: Mapping[str, object] = NOTHING
) -> Mapping[str, object]:
    scope = Scope(fixed, names, range(1, 4))
    Pattern.read(source).fit(text, 0, len(text), scope)
    return scope.found


@pytest.mark.parametrize(
    ("source", "text", "values"),
    [
        ("{text}", "", {"text": ""}),
        ("{text}", "a\nb", {"text": "a\nb"}),
        ("Hello", "Hello", {}),
        ("{user}: {text}", "Bob: a: b", {"user": "Bob", "text": "a: b"}),
        ("{text} ({user})", "a (b) (Bob)", {"text": "a (b)", "user": "Bob"}),
        ("<{user}> {text} [{id}]", "<B> a [1] [2]", {"user": "B", "text": "a [1]", "id": "2"}),
        ("{user} joined", "Bob joined joined", {"user": "Bob joined"}),
        ("{count:int} users", "-12 users", {"count": -12}),
        ("{user} ({count:int})", "a (b) (3)", {"user": "a (b)", "count": 3}),
        ("{count:int}{{}}{text}", "12{}3", {"count": 12, "text": "3"}),
        ("{ref}:{text}", "3:1:x", {"ref": "3", "text": "1:x"}),
        ("Online: {users:list}", "Online: Al, Bob ,C", {"users": ["Al", "Bob", "C"]}),
        ("Online: {users:list}", "Online: ", {"users": []}),
        ("{*}|{text}", "x|y|z", {"text": "y|z"}),
        ("{users:list}|{users:list}|{*}", "a,b|a, b|c", {"users": ["a", "b"]}),
        ("{{{user}}}", "{Bob}", {"user": "Bob"}),
        ("{user} is {user}", "Bob is Bob", {"user": "Bob"}),
    ],
)
def test_a_text_is_read(source: str, text: str, values: Mapping[str, object]) -> None:
    assert found(source, text) == values


@pytest.mark.parametrize(
    ("source", "text", "why"),
    [
        ("Hello", "Hello!", '"!" is left over at the end'),
        ("Hello!", "Hello", '"Hello!" is expected where "Hello" came'),
        ("{user}: {text}", "Bob", '": " is expected where "Bob" came'),
        ("{text}!", "", '"!" is expected where nothing came'),
        ("{text} ({user})", "Bob)", '" (" is expected where "Bob)" came'),
        ("ab{text}bc", "abc", '"bc" is expected where "c" came'),
        ("{count:int} users", "1.5 users", '"1.5" is not a whole number'),
        ("{n:int}", "9" * 19, f'"{"9" * 19}" is not a whole number'),
        ("{n:int}", "٣", '"٣" is not a whole number'),
        ("{ref}:{text}", "4:x", '"4" is not the {ref} of a frame that was sent'),
        ("{ref}:{text}", "٣:x", '"" is not the {ref} of a frame that was sent'),
        ("{user} is {user}", "Bob is Al", '{user} is "Al", and must be "Bob"'),
    ],
)
def test_a_text_that_does_not_fit_is_told_why(source: str, text: str, why: str) -> None:
    with pytest.raises(Misfit) as misfit:
        found(source, text)
    assert str(misfit.value) == why


@pytest.mark.parametrize(
    ("source", "text", "user"),
    [
        ("{user}: {text}", "Al: ice: hi", "Al: ice"),
        ("{user}: {text}", "Al: icy: hi", "Al"),
        ("{user}: {text}", "Zoe: hi", "Zoe"),
        ("{user}: {text}", "Alfred: hi", "Alfred"),
        ("{text} by {user}", "hi by Al by Bob", "Al by Bob"),
        ("{text} by {user}", "hi by Bob", "Bob"),
    ],
)
def test_the_longest_known_name_is_preferred(source: str, text: str, user: str) -> None:
    assert found(source, text, ["Al", "Al: ice", "Al by Bob", "Bob"])["user"] == user


def test_a_whisper_is_read_with_known_names_on_both_sides() -> None:
    values = found("{user} to {to}: {text}", "a to b to c: d: e", ["a to b", "c: d"])
    assert values == {"user": "a to b", "to": "c: d", "text": "e"}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("[{room}] {text}", "[a] b] hi"),
        ("{text} in {room}", "hi in a] b"),
        ("{user} in {room} says {text}", "Bob in a] b says hi"),
        ("{room}", "a] b"),
    ],
)
def test_a_value_that_is_known_must_be_equal(source: str, text: str) -> None:
    assert found(source, text, fixed={"room": "a] b"})["room"] == "a] b"
    with pytest.raises(Misfit):
        found(source, text, fixed={"room": "b"})


def test_a_number_is_equal_to_its_digits() -> None:
    assert found("{session} {text}", "5 hi", fixed={"session": 5})["text"] == "hi"
    assert found("{session:int} {text}", "5 hi", fixed={"session": 5.0})["session"] == 5


@pytest.mark.parametrize(
    ("source", "way_out"),
    [
        ("{user}{text}", "put a text between them"),
        ("{text} and {text}", "use {*} for one of them"),
        ("{user", "is written {{"),
        ("user}", "is written }}"),
        ("{}", "as in {user} or {ref:int}"),
        ("{a b}", "as in {user} or {ref:int}"),
        ("{n:integer}", "known are text, int, bool, json, list"),
        ("{x:json}", "use json = '…'"),
        ("{typing:bool}", "use json = '…'"),
    ],
)
def test_a_bad_text_is_told_with_the_way_out(source: str, way_out: str) -> None:
    with pytest.raises(BadTemplate) as bad:
        Pattern.read(source)
    assert str(bad.value).endswith(way_out) or way_out in str(bad.value)


SOURCES = st.sampled_from(
    [
        *(
            "{text}",
            "{user}: {text}",
            "{text} – {user}",
            "<{user}> {text}",
            "[{room}] {user}:{text}",
        ),
        *("{user} to {to}: {text}", "{n:int}/{user}/{text}/{to}/{n:int}", "{user}|{text}|{user}"),
        *("{{{user}}} {text}", "{user} joined the chat", "{user} {text} {room}"),
    ]
)


@given(SOURCES, st.text(), st.text(), st.text(), st.text(), st.integers(-(10**17), 10**17))
def test_what_is_built_is_read_back(
    source: str, user: str, to: str, text: str, room: str, number: int
) -> None:
    """Names that nobody else has are read back, whatever is in them."""
    values = {"user": user, "to": user, "text": text, "room": room, "n": number}
    pattern = Pattern.read(source)
    built = pattern.build(values)
    expected = {hole.name: values[hole.name] for hole in pattern.holes}
    assert found(source, built, [user], {"room": room}) == expected


@given(SOURCES, st.text(), st.lists(st.text(max_size=3), max_size=4))
def test_any_text_is_read_or_is_a_misfit(source: str, text: str, names: list[str]) -> None:
    with suppress(Misfit):
        values = found(source, text, names)
        built = Pattern.read(source).build(values)
        assert built == text or "n" in values  # 007 is read as 7


def test_a_hole_without_a_value_is_left_out() -> None:
    assert Pattern.read("{user}: {text}").build({"text": "hi"}) == ": hi"
