"""Mutants by name: ids, help, and what an unknown name is answered with."""

import pytest

from mutants.__main__ import main
from mutants.registry import all_mutants, find, mutant, no_such


@pytest.mark.parametrize("name", ["leave_announced_twice", "people.leave_announced_twice"])
def test_a_mutant_may_be_named_with_its_folder_or_without(name: str) -> None:
    found = find(name)
    assert found is not None
    assert found.id == "people.leave_announced_twice"


def test_a_name_that_several_mutants_share_needs_its_folder() -> None:
    assert find("sent_to_all") is None
    assert "the name of several mutants" in no_such("sent_to_all")


@pytest.mark.parametrize("arguments", [["sent_to_all"], ["serve", "sent_to_all"]])
def test_a_name_that_several_mutants_share_runs_none_of_them(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(arguments) == 2
    shown = capsys.readouterr().err
    assert "history.sent_to_all, private.sent_to_all." in shown


def test_a_name_that_several_mutants_end_in_is_answered_with_their_ids() -> None:
    told = no_such("announced_twice")
    assert "dialects.leave_message_announced_twice" in told
    assert "people.leave_announced_twice" in told


def test_a_misspelt_id_is_answered_with_the_nearest_of_its_folder() -> None:
    told = no_such("people.leave_announcet_twice")
    assert "did you mean people.leave_announced_twice" in told


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    assert "did you mean" in no_such("leave_announced_twise")
    assert "people.leave_announced_twice" in no_such("leave_announced_twise")


@pytest.mark.parametrize("arguments", [["qqqq"], ["serve", "qqqq"], ["people.qqqq"]])
def test_an_unknown_name_is_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_help_shows_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert "python -m mutants serve NAME" in shown
    assert "python -m mutants list" in shown


@pytest.mark.parametrize("shard", ["0/4", "5/4", "one", "1/", ""])
def test_a_shard_that_makes_no_sense_is_rejected(
    capsys: pytest.CaptureFixture[str], shard: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--shard", shard])
    assert ended.value.code == 2
    assert "a shard looks like 1/4" in capsys.readouterr().err


def test_the_list_has_a_line_for_every_mutant(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines] == list(all_mutants())


def test_no_two_mutants_have_one_sentence_and_folder() -> None:
    told = [(each.folder, each.sentence) for each in all_mutants().values()]
    assert sorted(told) == sorted(set(told))


def test_an_id_that_is_taken_is_rejected() -> None:
    def leave_announced_twice(_patch: object) -> None:
        """A namesake."""

    leave_announced_twice.__module__ = "mutants.people"
    all_mutants()
    with pytest.raises(ValueError, match="two mutants called"):
        mutant("A leave is announced twice.")(leave_announced_twice)
