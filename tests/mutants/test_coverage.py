"""Scenarios that nothing has turned red yet are tried on mutants, those of their folder first."""

from collections.abc import Sequence

import pytest

from alicebob.record.verdicts import BROKEN, KEPT, Verdict
from mutants import control, coverage
from mutants.control import Control
from mutants.judge import Outcome
from mutants.patch import Patch
from mutants.registry import Mutant

PLACES = {"features/people/a.feature :: one": "a:1", "features/people/a.feature :: two": "a:2"}
Asked = list[tuple[str, tuple[str, ...]]]


def fault(_patch: Patch) -> None:
    """Change nothing."""


HOME, STRANGER = Mutant("people.home", "", fault), Mutant("rooms.stranger", "", fault)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """A suite in which ``home`` breaks the first scenario and ``stranger`` both, always."""
    calls: Asked = []
    broken = {"": set(), HOME.id: {"a:1"}, STRANGER.id: {"a:1", "a:2"}}

    def judge(mutant: str, places: Sequence[str], patience: float | None = 1.0) -> Outcome:
        calls.append((mutant, tuple(places)))
        verdicts = (Verdict(p, "", BROKEN if p in broken[mutant] else KEPT) for p in places)
        return Outcome(mutant, tuple(verdicts), 0.0, "")

    monkeypatch.setattr(coverage, "judge", judge)
    monkeypatch.setattr(control, "judge", judge)
    return calls


def test_each_scenario_is_found_a_mutant(asked: Asked) -> None:
    found = coverage.cover(list(PLACES), PLACES, [HOME, STRANGER], Control())
    one, two = PLACES
    assert found == [(HOME, [one]), (STRANGER, [two])]


def test_what_the_reference_server_breaks_too_proves_nothing(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    def judge(mutant: str, places: Sequence[str], patience: float | None = 1.0) -> Outcome:
        return Outcome(mutant, tuple(Verdict(p, "", BROKEN) for p in places), 0.0, "")

    monkeypatch.setattr(control, "judge", judge)
    assert coverage.cover(list(PLACES), PLACES, [HOME, STRANGER], Control()) == []


def test_nothing_is_played_when_nothing_is_left(asked: Asked) -> None:
    assert coverage.cover([], PLACES, [HOME, STRANGER], Control()) == []
    assert asked == []
