"""Regular expressions: as Python reads them, but in linear time."""

import re
from collections.abc import Mapping
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alicebob.wires.hole import BadTemplate
from alicebob.wires.regex import MAX_FRAME, Regex
from alicebob.wires.scope import Misfit, Scope


def found(
    source: str, text: str, fixed: Mapping[str, object] | None = None
) -> Mapping[str, object]:
    scope = Scope(fixed or {}, ())
    Regex.read(source).fit(text, 0, len(text), scope)
    return scope.found


@pytest.mark.parametrize(
    ("source", "text", "values"),
    [
        (r"(?P<user>\w+): (?P<text>.*)", "Bob: a: b\nc", {"user": "Bob", "text": "a: b\nc"}),
        (
            r"\[\d\d:\d\d\] <(?P<user>[^>]+)> (?P<text>.*)",
            "[12:30] <Al> hi",
            {"user": "Al", "text": "hi"},
        ),
        (r"(?P<user>.+?) (joined|left)( the room)?", "A b left", {"user": "A b"}),
        (r"(?P<user>.+) is here.*", "A is here is here!", {"user": "A is here"}),
        (r"(?P<user>.+?) is here.*", "A is here is here!", {"user": "A"}),
        (r"(?P<count>\d{1,3}) of \d{3,}", "12 of 1000", {"count": "12"}),
        (r"(?:a|(?P<user>b))c", "ac", {}),
        (r"(?P<text>[\]\-^]*)", "]-^", {"text": "]-^"}),
        (r"\x41\u0042\.", "AB.", {}),
        (r"", "", {}),
    ],
)
def test_a_text_is_read(source: str, text: str, values: Mapping[str, object]) -> None:
    assert found(source, text) == values


@pytest.mark.parametrize(
    ("source", "text"), [("a+", ""), ("a{2,3}", "aaaa"), ("a", "ab"), ("a|b", "c"), ("[^a]", "a")]
)
def test_a_text_that_does_not_fit(source: str, text: str) -> None:
    with pytest.raises(Misfit, match="the regex does not match"):
        found(source, text)


def test_a_value_that_is_known_must_be_equal() -> None:
    found("(?P<room>.*) hi", "lobby hi", {"room": "lobby"})
    with pytest.raises(Misfit, match="must be"):
        found("(?P<room>.*) hi", "kitchen hi", {"room": "lobby"})


def test_a_long_frame_is_not_looked_at() -> None:
    with pytest.raises(Misfit, match="100,000 characters"):
        found(".*", "a" * (MAX_FRAME + 1))


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (r"(a)\1", "character 4: this \\… cannot be matched in linear time"),
        (r"(?=a)", "only (…), (?:…) and (?P<name>…)"),
        (r"(?P<user>a)(?P=user)", "only (…), (?:…) and (?P<name>…)"),
        (r"\bword", "cannot be matched in linear time"),
        (r"^a", "leave ^ out"),
        (r"a$", "leave $ out"),
        (r"(a", "a ( is never closed"),
        (r"a)", "this ) closes nothing"),
        (r"[a", "this [ is never closed"),
        (r"[z-a]", "bad character range"),
        (r"*a", "there is nothing to repeat"),
        (r"a**", "it repeats a repetition"),
        (r"a{3,2}", "from the smaller to the larger"),
        (r"a{101}", "to 100"),
        (r"((((a{9}){9}){9}){9})", "more than 1,000 states"),
        ("(" * 21 + ")" * 21, "more than 20 groups"),
        (r"(?P<user>a)(?P<user>b)", "one name to two groups"),
    ],
)
def test_what_is_not_known_is_told(source: str, why: str) -> None:
    with pytest.raises(BadTemplate) as bad:
        Regex.read(source)
    assert why in str(bad.value)


ATOMS = st.sampled_from(["a", "b", ".", "[ab]", "[^a]", r"\w", r"\d", "(?P<g>a|bb)"])
SIGNS = st.sampled_from(["", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,2}?", "{1,}"])
SOURCES = st.lists(st.tuples(ATOMS, SIGNS).map("".join), max_size=5).map("".join) | st.lists(
    st.tuples(ATOMS, SIGNS).map(lambda part: f"(?:{part[0]}{part[1]}|b)*"), min_size=1, max_size=3
).map("|".join)


@given(SOURCES, st.text("ab1\n", max_size=8))
def test_it_agrees_with_python(source: str, text: str) -> None:
    with suppress(BadTemplate):
        program = Regex.read(source)
        expected = re.compile(source, re.DOTALL).fullmatch(text)
        scope = Scope({}, ())
        try:
            program.fit(text, 0, len(text), scope)
        except Misfit:
            assert expected is None
        else:
            assert expected is not None
            is_in_a_loop = "(?:" in source  # which round of a loop is kept differs
            groups = {
                name: value for name, value in expected.groupdict().items() if value is not None
            }
            assert is_in_a_loop or scope.found == groups
