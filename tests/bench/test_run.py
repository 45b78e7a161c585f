import pytest

from bench import __main__ as command
from bench.peers import OURS, TUTORIAL, Peer
from bench.run import Plan
from bench.shapes import BY_NAME, FAN_OUT, NAMES, SHAPES, Kind

PEERS = (OURS, TUTORIAL, Peer("other", "Other", ("other",)))


def planned(*names: str, rounds: int = 2, is_quick: bool = False) -> list[tuple[str, str]]:
    plan = Plan(names or NAMES, rounds, 1.0, is_quick)
    return [(shape.name, peer.name) for shape, peer in plan.messages(PEERS)]


def test_rounds_are_interleaved() -> None:
    assert planned("burst") == [("burst", peer.name) for peer in PEERS] * 2


def test_fan_out_is_measured_in_every_round_of_everybody() -> None:
    for shape in FAN_OUT:
        assert [name for name, _ in planned()].count(shape.name) == 2 * len(PEERS)


def test_what_is_compared_stands_side_by_side_and_comes_unasked() -> None:
    assert planned("rooms", rounds=1)[:2] == [("room", "ours"), ("rooms", "ours")]
    first_of_other = planned("stuck", rounds=1).index(("free", "other"))
    assert planned("stuck", rounds=1)[first_of_other + 1] == ("stuck", "other")


def test_what_only_ours_can_do_is_asked_of_nobody_else() -> None:
    for name, peer in planned():
        assert peer == "ours" or not BY_NAME[name].is_ours_only


def test_a_quick_run_asks_peers_for_plain_fan_out_only() -> None:
    asked = {name for name, peer in planned(rounds=1, is_quick=True) if peer != "ours"}
    assert asked == {"small", "burst", "hundred", "thousand"}


def test_every_shape_is_measured_and_compared_with_one_that_exists() -> None:
    assert {name for name, _ in planned()} == set(BY_NAME)
    assert all(shape.beside in BY_NAME for shape in SHAPES if shape.beside)


def test_one_who_is_stuck_is_passing_to_get_stuck() -> None:
    for shape in SHAPES:
        is_long = shape.lasts(0.1) > 1.0 and shape.warm_up(0.1) > 1.0
        assert is_long == (shape.kind is Kind.STUCK)


def test_flags_go_ahead_of_the_port() -> None:
    flagged = OURS.with_flags(("--heartbeat", "3"))
    assert flagged.command[-3:] == ("--heartbeat", "3", "--port")


@pytest.mark.parametrize(
    "wrong", [["--rounds", "0"], ["--seconds", "never"], ["--only", "x"], ["?"]]
)
def test_invalid_input_is_rejected(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(wrong)
    assert ended.value.code == 2
    assert "python -m bench: error" in capsys.readouterr().err
