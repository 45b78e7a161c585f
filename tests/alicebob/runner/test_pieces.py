"""The work of a run in pieces: nothing is lost, nothing twice, and the long ones come first."""

from hypothesis import given
from hypothesis import strategies as st

from alicebob.runner.pieces import LONGEST, Pile, Place, cut, longest_first, shuffled, steps_of

PLACES = st.lists(
    st.builds(Place, st.sampled_from(["a", "b", "c"]), st.integers(1, 9), st.integers(1, 200)),
    max_size=30,
).map(lambda places: sorted(places, key=lambda place: place.path))


def taken(pile: Pile, processes: int) -> list[Place]:
    """Everything that processes which take turns get from a pile, until nobody gets anything."""
    found: list[Place] = []
    left = list(range(processes))
    while left:
        for process in tuple(left):
            piece = pile.take(process)
            if piece is None:
                left.remove(process)
            found += piece or ()
    return found


@given(PLACES)
def test_cutting_keeps_every_scenario_in_its_order(places: list[Place]) -> None:
    assert [place for piece in cut(places) for place in piece] == places


@given(PLACES)
def test_a_piece_is_of_one_feature_and_not_too_long(places: list[Place]) -> None:
    pieces = cut(places)
    assert all(len({place.path for place in piece}) == 1 for piece in pieces)
    assert all(len(piece) == 1 or steps_of(piece) <= LONGEST for piece in pieces)


def test_short_scenarios_of_a_feature_stay_together() -> None:
    places = [Place("a", line, 10) for line in range(20)]
    assert cut(places) == [tuple(places)]


def test_a_long_feature_is_cut() -> None:
    places = [Place("a", line, LONGEST // 2) for line in range(4)]
    assert [len(piece) for piece in cut(places)] == [2, 2]


def test_the_longest_piece_comes_first() -> None:
    pieces = [(Place("a", 1, 5),), (Place("b", 1, 9),), (Place("c", 1, 7),)]
    assert [piece[0].steps for piece in longest_first(pieces)] == [9, 7, 5]


@given(PLACES, st.integers(0, 9))
def test_a_seed_gives_the_same_order_again(places: list[Place], seed: int) -> None:
    pieces = shuffled(places, seed)
    assert pieces == shuffled(places, seed)
    assert sorted(pieces, key=repr) == sorted(((place,) for place in places), key=repr)


def test_another_seed_gives_another_order() -> None:
    places = [Place("a", line) for line in range(20)]
    assert shuffled(places, 1) != shuffled(places, 2)


@given(PLACES, st.integers(1, 4), st.booleans())
def test_every_piece_is_taken_once(places: list[Place], processes: int, are_shares: bool) -> None:
    pile = Pile(cut(places), processes if are_shares else 1)
    assert sorted(taken(pile, processes), key=repr) == sorted(places, key=repr)


def test_a_share_does_not_depend_on_how_fast_the_others_are() -> None:
    pieces = shuffled([Place("a", line) for line in range(6)], 1)
    pile = Pile(pieces, 2)
    assert [pile.take(1) for _ in range(4)] == [*pieces[1::2], None]


def test_from_one_pile_whoever_is_free_gets_the_next_piece() -> None:
    pieces = [(Place("a", line),) for line in range(3)]
    pile = Pile(pieces)
    assert [pile.take(process) for process in (1, 1, 0, 1)] == [*pieces, None]
