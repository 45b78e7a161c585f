"""The catalogue of steps: each has a meaning and an example."""

import pytest

from alicebob.runner.scenario_info import LAWS_HOLD
from alicebob.runner.step_catalogue import (
    KINDS,
    CataloguedStep,
    Parameter,
    in_words,
    meaning_of,
    read_catalogue,
)


@pytest.fixture(scope="module")
def steps() -> list[CataloguedStep]:
    return read_catalogue()


def test_every_step_has_an_example_and_a_meaning(steps: list[CataloguedStep]) -> None:
    assert len(steps) > 300
    assert [step.sentence for step in steps if not (step.example and step.meaning)] == []


def test_a_step_without_an_example_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alicebob.runner.step_catalogue._different_steps", list)
    with pytest.raises(LookupError, match="no feature has an example of the step '"):
        read_catalogue()


def test_the_step_that_the_suite_adds_is_not_for_people(steps: list[CataloguedStep]) -> None:
    assert LAWS_HOLD not in {step.sentence for step in steps}


def test_the_most_used_subjects_come_first(steps: list[CataloguedStep]) -> None:
    subjects = list(dict.fromkeys(step.subject for step in steps))
    used = [sum(step.used for step in steps if step.subject == subject) for subject in subjects]
    assert used == sorted(used, reverse=True)


def test_a_sentence_has_its_parameters_and_the_words_that_they_take(
    steps: list[CataloguedStep],
) -> None:
    (step,) = (step for step in steps if "sends {kind} split into" in step.sentence)
    user, kind, count = step.parameters
    assert (user, count) == (
        Parameter("user", KINDS["quoted"]),
        Parameter("count", KINDS["number"]),
    )
    assert kind == Parameter("kind", KINDS[""], ("65,536 emoji", "4,096 bytes"))


def test_meanings_are_one_line_long(steps: list[CataloguedStep]) -> None:
    explained = [step.meaning for step in steps if step.meaning != in_words(step.sentence)]
    assert len(explained) > 100
    assert [line for line in explained if "\n" in line or len(line) > 100] == []


@pytest.mark.parametrize(
    ("sentence", "docstring", "meaning"),
    [
        ('user "{user}" leaves', "Close it.\n\nNot that.", "Close it"),
        ('user "{user}" leaves', "Close the\n    connection.", "Close the connection"),
        ('user "{user}" leaves', None, "USER leaves"),
        ('user "{user}" should see "{it}"', None, "Wait until this has arrived"),
        ('user "{user}" should receive {it}', None, "Wait until this has arrived"),
        ('user "{user}" should not receive {it}', None, "Prove by a marker"),
        ("the server should be told", None, "the server should be told"),
    ],
)
def test_a_meaning_is_the_docstring_or_follows_from_the_words(
    sentence: str, docstring: str | None, meaning: str
) -> None:
    assert meaning_of(sentence, docstring).startswith(meaning)
