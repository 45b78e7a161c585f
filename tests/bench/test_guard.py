import pytest

from bench import cores, guard, measure
from bench.figures import Round
from bench.guard import CHEAPER_AT_LEAST, verdict
from bench.peers import OURS, Peer
from tests.bench.support.measured import some

TUTORIAL = [some(1e5, cpu=CHEAPER_AT_LEAST * 2)] * 3


def ours(cpu: float, faults: str = "") -> list[Round]:
    return [some(1e6, cpu=cpu), some(1e6, cpu=cpu, faults=faults), some(1e6, cpu=cpu)]


def test_cheap_enough_is_no_complaint() -> None:
    assert verdict(ours(1.0), TUTORIAL) == ""


def test_exactly_what_is_demanded_will_do() -> None:
    assert verdict(ours(2.0), TUTORIAL) == ""


def test_a_complaint_shows_the_measurement_the_limit_and_where_to_look() -> None:
    complaint = verdict(ours(4.0), TUTORIAL)
    assert f"{CHEAPER_AT_LEAST / 2:.1f} times less" in complaint
    assert f"{CHEAPER_AT_LEAST:g} times less" in complaint
    assert "server/ws/pubsub.py" in complaint


def test_one_bad_round_of_three_is_noise() -> None:
    noisy = [some(1e6, cpu=1.0), some(1e6, cpu=50.0), some(1e6, cpu=1.0)]
    assert verdict(noisy, TUTORIAL) == ""


def test_a_loss_is_no_noise_however_cheap_it_was() -> None:
    complaint = verdict(ours(0.1, faults="1 lost"), TUTORIAL)
    assert "1 lost" in complaint
    assert "did not deliver" in complaint


def test_without_a_peer_nothing_is_proved() -> None:
    assert "nothing to compare with" in verdict(ours(1.0), [some(0, faults="it did not start")])
    assert "nothing can be compared" in verdict([some(0, cpu=0.0)], [some(0, cpu=0.0)])


@pytest.mark.parametrize(("cpu", "code"), [(1.0, 0), (100.0, 1)])
def test_the_exit_code_is_the_verdict(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], cpu: float, code: int
) -> None:
    def messages(peer: Peer, *_: object) -> Round:
        return some(1e6, cpu=cpu) if peer == OURS else TUTORIAL[0]

    monkeypatch.setattr(measure, "messages", messages)
    monkeypatch.setattr(cores, "is_linux", lambda: True)
    assert guard.main() == code
    assert "32 users, 16 in flight each" in capsys.readouterr().out
