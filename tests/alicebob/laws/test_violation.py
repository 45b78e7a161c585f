"""The words for a broken law."""

import re
from pathlib import Path

import pytest

from alicebob.dialects.plain import PLAIN
from alicebob.laws import Law, Violation
from alicebob.record.journal import Connection

JUDGING = Path(__file__).parents[3] / "docs" / "judging.md"


@pytest.mark.parametrize(
    ("is_probe", "named"), [(False, "Alice"), (True, "a probe user of the suite")]
)
def test_a_report_names_users_but_not_probe_users(is_probe: bool, named: str) -> None:
    connection = Connection(1, "Alice", "Alice", "lobby", PLAIN, is_probe)
    assert Violation(Law.ORDER, connection, "one order", "two").witness == named


@pytest.mark.parametrize("law", Law)
def test_a_broken_law_is_reported_by_its_sentence_and_its_name(law: Law) -> None:
    told = Violation(
        law, Connection(1, "Alice", "Alice", "lobby", PLAIN), "this", "that"
    ).requirement
    assert told == f"{law.sentence} (law: {law.value})"


def test_the_documentation_has_the_same_sentences() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+\.) \|$", JUDGING.read_text(), re.MULTILINE)
    documented = {tag: sentence.replace("`", "") for tag, sentence in rows}
    assert documented == {law.value: law.sentence for law in Law}
