"""The chart of the fan-out: a panel for each shape, a bar for each server, on a logarithmic scale.

The chart has no background and medium colours, so it is readable on light and on dark pages. It is
800 pixels wide, like a README.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH = 800
_PLOT = (170, 680)  # where the bars begin, and where the longest may end
_BAR, _ROW = 14, 20
_TOP, _HEAD, _FOOT = 46, 30, 34  # above the first panel; above and below the bars of each
_INK, _FAINT = "#777777", "#77777755"
_OURS, _PEER, _FAULTY = "#2f81f7", "#8c959f", "#d1242f"
_INSIDE = "#ffffff"
_GAP, _LETTER = 6, 7.5  # pixels; _LETTER is what one takes at the most, on average
_AXIS = "deliveries a second"
_STYLE = "font-family: system-ui, sans-serif"


@dataclass(frozen=True, slots=True)
class Bar:
    """One server: its deliveries per second, and its faults."""

    name: str
    value: float
    is_ours: bool = False
    faults: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """One shape, with a bar for each server."""

    title: str
    bars: tuple[Bar, ...]


def fan_out(panels: Sequence[Panel], title: str) -> str:
    """Return the chart as an SVG document."""
    values = [bar.value for panel in panels for bar in panel.bars if bar.value > 0]
    scale = Scale.around(values)
    parts, top = [_text(WIDTH / 2, 22, title, size=16, anchor="middle", weight="bold")], _TOP
    for panel in panels:
        parts += _panel(panel, scale, top)
        top += _HEAD + _ROW * len(panel.bars) + _FOOT
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" width="{WIDTH}" '
        f'height="{top}" role="img" style="{_STYLE}">'
    )
    return "\n".join([head, f"<title>{escape(title)}</title>", *parts, "</svg>", ""])


@dataclass(frozen=True, slots=True)
class Scale:
    """A logarithmic scale between two powers of ten."""

    low: int
    high: int

    @classmethod
    def around(cls, values: Sequence[float]) -> "Scale":
        """Return the scale that covers all ``values``, which are above 0."""
        low = math.floor(math.log10(min(values, default=1.0)))
        return cls(low, max(math.ceil(math.log10(max(values, default=10.0))), low + 1))

    def place(self, value: float) -> float:
        """Return the position of ``value`` in pixels from the left; 0 is at the lowest."""
        part = (math.log10(value) - self.low) / (self.high - self.low) if value > 0 else 0.0
        return _PLOT[0] + part * (_PLOT[1] - _PLOT[0])


def _panel(panel: Panel, scale: Scale, top: float) -> list[str]:
    bottom = top + _HEAD + _ROW * len(panel.bars)
    parts = [_text(_PLOT[0], top + 16, panel.title, size=14, weight="bold")]
    for power in range(scale.low, scale.high + 1):
        x = scale.place(10.0**power)
        parts.append(
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{top + _HEAD - 4}" y2="{bottom}" '
            f'stroke="{_FAINT}"/>'
        )
        parts.append(_text(x, bottom + 14, short(10.0**power), size=11, anchor="middle"))
    parts.append(_text(_PLOT[0] - 28, bottom + 14, _AXIS, size=11, anchor="end"))
    for row, bar in enumerate(panel.bars):
        parts += _bar(bar, scale, top + _HEAD + row * _ROW)
    return parts


def _bar(bar: Bar, scale: Scale, y: float) -> list[str]:
    color = _FAULTY if bar.faults else _OURS if bar.is_ours else _PEER
    end = scale.place(bar.value)
    text = f"{short(bar.value)} ✗ {bar.faults}" if bar.faults else short(bar.value)
    weight = "bold" if bar.is_ours else "normal"
    return [
        _text(_PLOT[0] - 8, y + 12, bar.name, size=12, anchor="end", weight=weight),
        f'<rect x="{_PLOT[0]}" y="{y}" width="{end - _PLOT[0]:.1f}" height="{_BAR}" '
        f'fill="{color}"/>',
        _label(text, end, y + 12, weight, _FAULTY if bar.faults else _INK),
    ]


def _label(text: str, end: float, y: float, weight: str, color: str) -> str:
    """Return the label of a bar: beside it, or inside it if there is no space beside it."""
    if end + _GAP + len(text) * _LETTER <= WIDTH:
        return _text(end + _GAP, y, text, size=12, weight=weight, color=color)
    return _text(end - _GAP, y, text, size=12, anchor="end", weight=weight, color=_INSIDE)


def short(value: float) -> str:
    """Return a number in short form: 8.45 M, 224 k, 90."""
    for size, unit in ((1e6, " M"), (1e3, " k")):
        if value >= size:
            return f"{_three_digits(value / size)}{unit}"
    return _three_digits(value)


def _three_digits(value: float) -> str:
    places = 0 if value >= 100 or value == round(value) else 1 if value >= 10 else 2
    return f"{value:.{places}f}"


def _text(
    x: float,
    y: float,
    text: str,
    *,
    size: int,
    anchor: str = "start",
    weight: str = "normal",
    color: str = _INK,
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" '
        f'text-anchor="{anchor}" fill="{color}">{escape(text)}</text>'
    )
