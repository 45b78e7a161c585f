"""The numbers of a server are read as they are written, or not at all."""

import math

import pytest

from alicebob.transport.prometheus import NotMetrics, misfits, read, series


@pytest.mark.parametrize(
    ("connection", "value"),
    [
        ("x 3", 3),
        ("x 3.0", 3),
        ("x 1.5e-05", 0.000015),
        ("x +Inf", math.inf),
        ("x -1", -1),
        ("x 3 1395066363000", 3),
        ("  x\t3  ", 3),
        ("x{} 3", 3),
    ],
)
def test_a_number_is_read(connection: str, value: float) -> None:
    assert read(connection) == {series("x"): value}


@pytest.mark.parametrize(
    ("labels", "code"),
    [
        ('{code="1000"}', "1000"),
        ('{code="1000",}', "1000"),
        ('{ code = "1000" }', "1000"),
        ('{code=""}', ""),
        (r'{code="a\"b"}', 'a"b'),
        (r'{code="a\\nb"}', r"a\nb"),
        (r'{code="a\nb"}', "a\nb"),
        ('{code="} 7"}', "} 7"),
        ('{code="a,b=c"}', "a,b=c"),
        ('{code="# no comment"}', "# no comment"),
    ],
)
def test_a_label_is_read(labels: str, code: str) -> None:
    assert read(f"x{labels} 3") == {series("x", code=code): 3}


def test_labels_may_stand_in_any_order() -> None:
    assert read('x{a="1",b="2"} 3') == read('x{b="2",a="1"} 3')


def test_comments_and_blank_lines_are_no_numbers() -> None:
    assert read("# HELP x How many\n# TYPE x counter\n\n  # so\nx 3\n") == {series("x"): 3}


def test_each_number_of_a_metric_is_read() -> None:
    text = 'x{code="1"} 3\nx{code="2"} 4\ny 5'
    assert read(text) == {
        series("x", code="1"): 3,
        series("x", code="2"): 4,
        series("y"): 5,
    }


@pytest.mark.parametrize(
    "connection",
    [
        "x",
        "x three",
        "x3 4 five",
        "3 4",
        "x{code=1000} 3",
        'x{code="1000} 3',
        'x{code="1000"',
        'x{code="1" class="2"} 3',
        "x 3\nx 3",
        '{"connections": 3}',
        "<html>",
    ],
)
def test_what_is_no_metrics_is_rejected(connection: str) -> None:
    with pytest.raises(NotMetrics):
        read(connection)


def page(*, buckets: list[float], seconds: float, count: float | None = None) -> str:
    """Return the metrics of a histogram with the bounds 0.1, 1 and +Inf."""
    bounds = zip(("0.1", "1", "+Inf"), buckets, strict=False)
    lines = [f'took_bucket{{le="{bound}"}} {value}' for bound, value in bounds]
    return "\n".join(
        [*lines, f"took_sum {seconds}", f"took_count {buckets[-1] if count is None else count}"]
    )


@pytest.mark.parametrize(
    ("buckets", "seconds"), [([0, 0, 0], 0.0), ([3, 3, 3], 0.2), ([1, 2, 4], 7.5), ([0, 1, 1], 0.1)]
)
def test_a_sound_histogram_fits(buckets: list[float], seconds: float) -> None:
    assert misfits({}, read(page(buckets=buckets, seconds=seconds))) == []


@pytest.mark.parametrize(
    ("histogram", "why"),
    [
        (page(buckets=[1, 2], seconds=0.5), "lacks its count, its sum, or the bucket +Inf"),
        (page(buckets=[1, 2, 2], seconds=0.5, count=3), "do not rise to its count 3"),
        (page(buckets=[2, 1, 2], seconds=0.5), "do not rise to its count 2"),
        (page(buckets=[3, 3, 3], seconds=0.4), "by its buckets it is 0 to 0.3"),
        (page(buckets=[0, 2, 2], seconds=0.0), "by its buckets it is 0.2 to 2"),
        ('took_bucket{le="+Inf"} 1\ntook_count 1', "lacks its count, its sum"),
    ],
)
def test_a_histogram_that_contradicts_itself_is_found(histogram: str, why: str) -> None:
    (found,) = misfits({}, read(histogram))
    assert why in found


@pytest.mark.parametrize("name", ["x_total", "x_count", "x_sum", 'x_total{code="1000"}'])
def test_a_counter_that_falls_is_found(name: str) -> None:
    assert misfits(read(f"{name} 3"), read(f"{name} 3")) == []
    assert len(misfits(read(f"{name} 3"), read(f"{name} 2"))) == 1
    assert len(misfits(read(f"{name} 3"), read("y 1"))) == 1


def test_a_gauge_may_fall() -> None:
    assert misfits(read("x 3"), read("x 2")) == []
