"""Suspects: the facts that most broken scenarios contradict, in sentences."""

import pytest

from alicebob.record.suspects import told_suspects
from alicebob.record.verdicts import BROKEN, KEPT, Verdict

FACTS = {"echo": "echo = true (profile line 12)"}


def broken(*suspects: str) -> Verdict:
    return Verdict("a:1", "x", BROKEN, suspects=suspects)


@pytest.mark.parametrize(
    ("others", "which"),
    [([], "all 2"), ([broken()], "2 of 3"), ([Verdict("a", "x", KEPT)], "all 2")],
)
def test_a_suspect_is_named_with_its_place(others: list[Verdict], which: str) -> None:
    (told,) = told_suspects([broken("echo = false")] * 2 + others, FACTS)
    assert told == (
        f"Suspect: in {which} broken scenarios no user received an own message. "
        "Is echo = true (profile line 12) right? echo = false would fit."
    )


@pytest.mark.parametrize("number", [1, 2])
def test_what_few_scenarios_contradict_is_no_suspect(number: int) -> None:
    others = [broken()] * (0 if number == 1 else 5)
    assert list(told_suspects([broken("echo = false")] * number + others, FACTS)) == []


def test_a_history_is_told_with_its_length() -> None:
    (told,) = told_suspects([broken("history = 20")] * 2, {"history": 'history = "all" (line 9)'})
    assert told == (
        "Suspect: in all 2 broken scenarios newcomers received 20 earlier messages, and no more. "
        'Is history = "all" (line 9) right? history = 20 would fit.'
    )
