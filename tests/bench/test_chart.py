import math
from xml.etree import ElementTree

import pytest

from bench import chart, reports
from bench.chart import Bar, Panel, Scale
from tests.bench.support.measured import results, some

SVG = "{http://www.w3.org/2000/svg}"
PANEL = Panel(
    "32 users & more",
    (
        Bar("Alice & Bob", 1e6, is_ours=True),
        Bar("Slow <ws>", 1e4),
        Bar("Lossy", 1e5, faults="1 lost"),
    ),
)


def drawn(*panels: Panel) -> ElementTree.Element:
    return ElementTree.fromstring(chart.fan_out(panels, "Deliveries <a second>"))


def texts(picture: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in picture.iter(f"{SVG}text")]


def bars(picture: ElementTree.Element) -> list[ElementTree.Element]:
    return list(picture.iter(f"{SVG}rect"))


def test_every_server_stands_there_with_its_value() -> None:
    shown = texts(drawn(Panel("a & b", (Bar("Slow <ws>", 23_400), Bar("The floor", 9_740_000)))))
    assert {"a & b", "Slow <ws>", "The floor", "23.4 k", "9.74 M"} <= set(shown)
    assert {"10 k", "100 k", "1 M", "10 M", "deliveries a second"} <= set(shown)
    assert "Deliveries <a second>" in shown


def test_bars_are_as_long_as_the_logarithm_of_their_value() -> None:
    widths = [float(bar.get("width", "")) for bar in bars(drawn(PANEL))]
    decade = widths[2] - widths[1]
    assert decade > 0
    assert widths[0] - widths[2] == pytest.approx(decade, abs=0.2)


def test_one_scale_serves_all_panels() -> None:
    other = Panel("another", (Bar("Slow <ws>", 1e4), Bar("The floor", 1e7)))
    widths = [float(bar.get("width", "")) for bar in bars(drawn(PANEL, other))]
    assert widths[1] == widths[3]


def test_everything_has_its_place_in_the_picture() -> None:
    picture = drawn(
        Panel("wide", (Bar("floor", 9.9e6, faults="1,000 lost, 20 doubled"), Bar("x", 1)))
    )
    for bar in bars(picture):
        assert float(bar.get("x", "")) + float(bar.get("width", "")) <= chart.WIDTH
    for label in picture.iter(f"{SVG}text"):
        if label.get("text-anchor") == "start":
            length = len(label.text or "") * 7.5
            assert float(label.get("x", "")) + length <= chart.WIDTH


def test_a_fault_is_marked_and_ours_stands_out() -> None:
    picture = drawn(PANEL)
    assert any("✗ 1 lost" in text for text in texts(picture))
    assert len({bar.get("fill") for bar in bars(picture)}) == 3


def test_a_server_that_delivered_nothing_has_no_bar_but_a_line() -> None:
    picture = drawn(Panel("trouble", (Bar("Alice & Bob", 1e6), Bar("Dead", 0.0, faults="gone"))))
    assert float(bars(picture)[1].get("width", "")) == 0
    assert any("gone" in text for text in texts(picture))


@pytest.mark.parametrize("values", [[1.0], [1e6], [2.0, 30.0], [1e-3, 1e9]])
def test_a_scale_has_a_place_for_all(values: list[float]) -> None:
    scale = Scale.around(values)
    ends = scale.place(10.0**scale.low), scale.place(10.0**scale.high)
    assert all(ends[0] <= scale.place(value) <= ends[1] for value in values)
    assert not math.isclose(*ends)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (9_740_000, "9.74 M"),
        (676_000, "676 k"),
        (999_999, "1000 k"),
        (12_345, "12.3 k"),
        (90, "90"),
    ],
)
def test_numbers_are_short(value: float, shown: str) -> None:
    assert chart.short(value) == shown


def test_panels_are_what_was_measured() -> None:
    measured = results(ours=[some(1e6), some(3e6), some(2e6)], slow=[some(5, faults="1 lost")])
    (panel,) = reports.panels_of(measured)
    ours, slow = panel.bars
    assert (ours.name, ours.value, ours.is_ours, ours.faults) == ("Alice & Bob", 2e6, True, "")
    assert (slow.is_ours, slow.faults) == (False, "1 lost")
