"""A histogram of durations."""

from bisect import bisect_left


class Histogram:
    """Counts durations by upper bound, and sums them."""

    def __init__(self, bounds: tuple[float, ...]) -> None:
        """Create a histogram with upper ``bounds`` in seconds, ascending; an unbounded bucket
        follows."""
        self.bounds = bounds
        self.counters = [0] * (len(bounds) + 1)
        self.seconds = 0.0

    def add(self, seconds: float, times: int) -> None:
        """Add ``times`` durations of ``seconds`` each."""
        self.counters[bisect_left(self.bounds, seconds)] += times
        self.seconds += seconds * times
