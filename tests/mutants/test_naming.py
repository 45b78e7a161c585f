"""How a mutant is called, and what is told of a name that none has."""

import pytest

from mutants.__main__ import main
from mutants.serve import find, no_such


@pytest.mark.parametrize("name", ["departure_told_twice", "people/departure_told_twice"])
def test_a_mutant_may_be_named_with_its_folder_or_without(name: str) -> None:
    assert find(name) == "people/departure_told_twice"


def test_a_name_that_is_nearly_one_is_told_the_nearest() -> None:
    assert "perhaps departure_told_twice or" in no_such("departure_told_twise")


@pytest.mark.parametrize("arguments", [["qqqq"], ["serve", "qqqq"], ["people/qqqq"]])
def test_an_unknown_name_is_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_help_tells_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "python -m mutants serve NAME" in capsys.readouterr().out
