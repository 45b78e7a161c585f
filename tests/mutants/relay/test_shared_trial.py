"""The trial that shares the faults among servers: every fault has one, every server some."""

from dataclasses import replace
from pathlib import Path

import pytest

from alicebob.record.verdicts import BROKEN, KEPT, NOT_STARTED, Verdict
from alicebob.servers.process import FirstTalkFailed, ServerDidNotStart
from mutants.relay import shared_trial
from mutants.relay.attempt import Target, Tried
from mutants.relay.examples import EXAMPLES, our_own, tell_left_out, why_not
from mutants.relay.fault import Fault
from mutants.relay.faults import FAULTS, NONE

TARGETS = [Target.of(str(example / "profile.toml")) for example in EXAMPLES]


def tried(*judged: Verdict) -> Tried:
    return Tried(TARGETS[0], NONE, ("messages",), judged, 1.0, "")


def test_each_fault_is_tried_once_where_a_promise_forbids_it() -> None:
    faults = list(FAULTS.values())
    shares = shared_trial.share(TARGETS, faults)
    names = [fault.name for own in shares.values() for fault in own]
    forbidden = {each.name for each in faults if any(each.covering(t.profile) for t in TARGETS)}
    assert sorted(names) == sorted(forbidden)
    assert all(fault.covering(target.profile) for target, own in shares.items() for fault in own)


def test_every_server_has_a_share() -> None:
    shares = shared_trial.share(TARGETS, list(FAULTS.values()))
    counts = [len(own) for own in shares.values()]
    assert min(counts) >= len(FAULTS) // len(TARGETS) - 1


def test_our_own_server_forbids_what_no_example_does(tmp_path: Path) -> None:
    ours = Target.of(our_own(tmp_path))
    shares = shared_trial.share([ours, *TARGETS], list(FAULTS.values()))
    assert "anonymous-called-guest" in {fault.name for fault in shares[ours]}
    assert sum(map(len, shares.values())) == len(FAULTS)


@pytest.mark.parametrize(
    ("verdict", "is_caught"),
    [
        (Verdict("a.feature:1", "It rains", KEPT), False),
        (Verdict("a.feature:1", "It rains", BROKEN), True),
        (Verdict("", FirstTalkFailed.step, NOT_STARTED), True),
        (Verdict("", ServerDidNotStart.step, NOT_STARTED), False),
    ],
)
def test_a_fault_is_caught_by_a_scenario_or_by_the_first_talk(
    verdict: Verdict, is_caught: bool
) -> None:
    assert tried(verdict).is_caught is is_caught


def test_a_fault_that_nothing_saw_has_survived() -> None:
    assert tried().outcome == "NOBODY: it survived (messages); 0 could not tell"


@pytest.mark.parametrize(
    ("file", "text", "why"),
    [
        ("server.py", "import no_such_library.part", "it needs no_such_library (pip install "),
        ("server.py", "from json import loads", ""),
        ("package.json", "{}", "it needs its packages (npm ci --prefix examples/"),
    ],
)
def test_what_an_example_lacks_is_told(tmp_path: Path, file: str, text: str, why: str) -> None:
    (tmp_path / file).write_text(text)
    assert why_not(tmp_path).startswith(why)
    assert bool(why_not(tmp_path)) is bool(why)


def test_an_example_without_node_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "server.mjs").write_text("")
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert why_not(tmp_path) == "it needs Node.js"


def test_what_was_not_judged_has_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    tell_left_out({"node-ws": "it needs Node.js"})
    assert capsys.readouterr().out == "NOT JUDGED: examples/node-ws: it needs Node.js.\n"


@pytest.mark.parametrize(("verdict", "code"), [(KEPT, 0), (BROKEN, 1)])
def test_what_saw_a_fault_must_be_green_without_it(
    monkeypatch: pytest.MonkeyPatch, verdict: str, code: int
) -> None:
    asked: list[str] = []

    def control(target: Target, fault: object, options: list[str]) -> Tried:
        assert fault is NONE
        asked.extend(options)
        return replace(tried(Verdict("a.feature:1", "It rains", verdict)), target=target)

    def seen(target: Target, fault: Fault) -> Tried:
        judged = Verdict("", FirstTalkFailed.step, NOT_STARTED)
        return replace(tried(judged), target=target, fault=fault)

    monkeypatch.setattr(shared_trial, "attempt", control)
    monkeypatch.setattr(shared_trial, "attempt_until_seen", seen)
    assert shared_trial.run(TARGETS[:1], [FAULTS["message-lost"]], {}) == code
    assert asked == ["--only=conversation"]
