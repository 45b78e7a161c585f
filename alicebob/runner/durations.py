"""Durations in behave's own reports."""

from collections.abc import Iterable

from behave.model import Feature


def count_rules() -> None:
    """Have the duration of a feature include the scenarios of its rules.

    behave 1.3 leaves them out, so JUnit files would give 0 seconds for a feature that has rules.
    """
    Feature.duration = property(_duration)


def _duration(feature: Feature) -> float:
    """Return the seconds that the steps of all scenarios took."""
    return float(sum(scenario.duration for scenario in feature.walk_scenarios()))


def hide_duration(reporters: Iterable[object]) -> None:
    """Remove the duration from behave's summary: it leaves out what happens between the steps, and
    the suite's own summary has the time."""
    for reporter in reporters:
        if hasattr(reporter, "show_duration"):
            reporter.show_duration = False
