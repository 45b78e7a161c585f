"""How long something takes, so often and in so many seconds."""

from bisect import bisect_left


class Histogram:
    """Counts in steps: how many took at most so long, and what all took together."""

    def __init__(self, bounds: tuple[float, ...]) -> None:
        """``bounds`` are the steps, in seconds, the shortest first; one without bound follows."""
        self.bounds = bounds
        self.counters = [0] * (len(bounds) + 1)
        self.seconds = 0.0

    def add(self, seconds: float, times: int) -> None:
        """So many more took ``seconds`` each."""
        self.counters[bisect_left(self.bounds, seconds)] += times
        self.seconds += seconds * times
