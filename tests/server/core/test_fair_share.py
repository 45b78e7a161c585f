"""The fair division of a budget."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.fair_share import fair_level


@pytest.mark.parametrize(
    ("sizes", "most", "level"),
    [
        ([1, 5, 90], 26, 20),
        ([1, 5, 90], 96, 90),
        ([10, 10, 10], 27, 9),
        ([10, 10, 10], 2, 0),
        ([7], 3, 3),
        ([], 3, 0),
    ],
)
def test_the_largest_give_first(sizes: list[int], most: int, level: int) -> None:
    assert fair_level(sizes, most) == level


@given(st.lists(st.integers(0, 1000), min_size=1), st.integers(0, 5000))
def test_the_level_is_the_largest_that_fits(sizes: list[int], most: int) -> None:
    level = fair_level(sizes, most)

    def cut(to: int) -> int:
        return sum(min(size, to) for size in sizes)

    assert cut(level) <= most
    assert level == max(sizes) or cut(level + 1) > most
