"""A broken law in words."""

import pytest

from alicebob.laws import Law, Violation
from alicebob.record.journal import Line


@pytest.mark.parametrize(
    ("is_usher", "named"), [(False, "Alice"), (True, "a witness of the suite's own")]
)
def test_a_story_names_people_and_not_the_suites_own(is_usher: bool, named: str) -> None:
    line = Line(1, "Alice", "Alice", "lobby", is_usher)
    assert Violation(Law.ORDER, line, "one order", "two").witness == named


@pytest.mark.parametrize("law", Law)
def test_a_broken_law_is_told_by_its_sentence_and_its_name(law: Law) -> None:
    told = Violation(law, Line(1, "Alice", "Alice", "lobby"), "this", "that").requirement
    assert told == f"{law.sentence} (law: {law.value})"
