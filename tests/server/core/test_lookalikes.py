"""Names that look alike: folding, skeletons, and the keys by which names are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.lookalikes import folded, look, skeleton


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Alice", "ALICE"),
        ("Stra\u00dfe", "STRASSE"),
        ("\uff21lice", "alice"),
        ("Al\u200dice", "Alice"),
        ("\u3164Alice", "Alice"),
        ("\u212b", "\u00e5"),
    ],
)
def test_names_are_folded(name: str, same: str) -> None:
    assert folded(name) == folded(same)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("paypal", "paypal"),
        ("p\u0430yp\u0430l", "paypal"),
        ("\U0001d529\U0001d526fe", "life"),
        ("1I|", "lll"),
        ("m", "rn"),
        ("0", "O"),
        ("\u03bf\u043e", "oo"),
        ("Al\u200dice", "Alice"),
    ],
)
def test_a_skeleton_has_the_prototypes_of_confusable_characters(name: str, expected: str) -> None:
    assert skeleton(name) == expected


@pytest.mark.parametrize(
    ("name", "other"), [("Alice", "Alicia"), ("Alice", "\u00c1lice"), ("Bob", "Rob"), ("a", "aa")]
)
def test_names_that_differ_share_no_key(name: str, other: str) -> None:
    assert look(name).isdisjoint(look(other))


@given(st.text(max_size=64))
def test_a_skeleton_is_its_own_skeleton(name: str) -> None:
    assert skeleton(skeleton(name)) == skeleton(name)


@given(st.text(max_size=64))
def test_a_folded_name_is_its_own_folding(name: str) -> None:
    assert folded(folded(name)) == folded(name)
