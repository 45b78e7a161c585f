from bench.figures import Round, faults_in, faults_of, median, ratio
from tests.bench.support.measured import some

PRINTED = {
    "deliveries_per_second": 1000.5,
    "messages_per_second": 31.0,
    "server_microseconds": 0.5,
    "generator_share": 0.25,
    "peak_memory": 4096,
    "p50_ms": 0.1,
    "p99_ms": 0.9,
    "joins_per_second": 0,
    "leaves_per_second": 0,
    "is_cut": 1,
    "lost": 0,
    "doubled": 0,
    "altered": 0,
    "closed": 0,
    "rejected": 0,
}


def speed(measured: Round) -> float:
    return measured.deliveries_per_second


def test_a_round_is_what_the_generator_printed() -> None:
    measured = Round.of(PRINTED)
    assert measured.deliveries_per_second == 1000.5
    assert measured.p99_ms == 0.9
    assert measured.is_cut
    assert measured.faults == ""


def test_every_fault_is_report_with_its_number() -> None:
    wrong = {"lost": 1200, "doubled": 2, "altered": 3, "closed": 4, "rejected": 5}
    report = "1,200 lost, 2 doubled, 3 altered, 4 connections closed, 5 rejected"
    assert faults_in(wrong) == report
    assert Round.of({**PRINTED, **wrong}).faults == report


def test_one_faulty_round_is_enough() -> None:
    assert faults_of([some(1), some(1, faults="1 lost"), some(1)]) == "1 lost"
    assert faults_of([some(1), some(2)]) == ""


def test_the_median_is_the_middle_and_nothing_has_none() -> None:
    assert median([some(3), some(100), some(1)], speed) == 3
    assert median([], speed) == 0


def test_a_ratio_is_the_median_of_the_ratios_of_neighbours() -> None:
    above, below = [some(10), some(90), some(30)], [some(10), some(10), some(10)]
    assert ratio(above, below, speed) == 3


def test_a_ratio_leaves_out_what_came_to_nothing() -> None:
    assert ratio([some(0), some(20)], [some(10), some(10)], speed) == 2
    assert ratio([some(0)], [some(10)], speed) is None
    assert ratio([], [some(10)], speed) is None
