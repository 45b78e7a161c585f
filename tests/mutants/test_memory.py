"""A trial remembers who caught what, and forgets it when it may no longer be true."""

from pathlib import Path

from mutants.memory import Caught, Memory, digest, load, save
from mutants.patch import Patch
from mutants.registry import Mutant


def fault(_patch: Patch) -> None:
    """Change nothing."""


def other_fault(_patch: Patch) -> None:
    """Change nothing, in another way."""


ONE = Mutant("people.one", "One.", fault)
SCENARIOS = {"quick": "a.feature:1", "slow": "a.feature:9"}


def test_the_quickest_scenario_is_asked_first() -> None:
    memory = Memory()
    memory.remember(ONE, ["quick", "slow"])
    assert memory.catcher(ONE, SCENARIOS) == "quick"


def test_a_scenario_that_is_gone_is_not_asked() -> None:
    memory = Memory()
    memory.remember(ONE, ["gone", "slow"])
    assert memory.catcher(ONE, SCENARIOS) == "slow"


def test_a_new_mutant_has_no_catcher() -> None:
    assert Memory().catcher(ONE, SCENARIOS) is None


def test_a_mutant_that_has_changed_has_no_catcher() -> None:
    memory = Memory()
    memory.remember(ONE, ["quick"])
    assert memory.catcher(Mutant(ONE.id, ONE.sentence, other_fault), SCENARIOS) is None


def test_a_mutant_whose_sentence_has_changed_is_the_same() -> None:
    memory = Memory()
    memory.remember(ONE, ["quick"])
    assert memory.catcher(Mutant(ONE.id, "In other words.", fault), SCENARIOS) == "quick"


def test_what_was_known_of_a_changed_mutant_is_dropped() -> None:
    memory = Memory({ONE.id: Caught("of another source", ("slow",))})
    memory.remember(ONE, ["quick"])
    assert memory.caught[ONE.id] == Caught(digest(ONE), ("quick",))


def test_what_is_new_stands_before_what_was_known() -> None:
    memory = Memory()
    memory.remember(ONE, ["slow"])
    memory.remember(ONE, ["quick", "slow"])
    assert memory.caught[ONE.id].red == ("quick", "slow")


def test_mutants_and_scenarios_that_are_gone_are_forgotten() -> None:
    memory = Memory({"a.gone": Caught("", ("quick",)), ONE.id: Caught("", ("quick", "gone"))})
    memory.keep_only([ONE.id], SCENARIOS)
    assert memory.caught == {ONE.id: Caught("", ("quick",))}
    assert memory.red() == {"quick"}


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    memory, path = Memory(), tmp_path / "caught.json"
    memory.remember(ONE, ["quick", "slow"])
    assert save(memory, path)
    assert load(path) == memory
    assert not save(memory, path)


def test_a_file_that_is_not_there_is_an_empty_memory(tmp_path: Path) -> None:
    assert load(tmp_path / "caught.json") == Memory()
