"""A profile may mark known failures, and scenarios that are ahead of its promises."""

import pytest

from alicebob.servers.marked_scenarios import Marks, Standing, names_of, read_marks

MARKS = read_marks(
    {
        "known": [
            {"scenario": "A user leaves", "why": "ticket 17"},
            {"scenario": "rooms.feature :: An empty name", "why": "ticket 18"},
        ],
        "ahead": ["typing", "A room"],
    }
)


def names(name: str, location: str = "features/people/leaving.feature:7") -> tuple[str, ...]:
    return names_of(name, location)


@pytest.mark.parametrize(
    ("name", "location", "why"),
    [
        ("A user leaves", "features/people/leaving.feature:7", "ticket 17"),
        ("A user leaves -- @1.2 Examples", "features/people/leaving.feature:7", "ticket 17"),
        ("An empty name", "features/rooms/rooms.feature:7", "ticket 18"),
        ("An empty name", "features/people/leaving.feature:7", None),
        ("A user leaves twice", "features/people/leaving.feature:7", None),
    ],
)
def test_a_known_failure_is_found_by_its_name(name: str, location: str, why: str | None) -> None:
    assert MARKS.why(names(name, location)) == why


@pytest.mark.parametrize(
    ("name", "missing", "standing"),
    [
        ("A user leaves", (), Standing.KNOWN),
        ("A room", (), Standing.AHEAD),
        ("Another", ("typing",), Standing.AHEAD),
        ("Another", ("rooms",), Standing.PROMISED),
        ("Another", (), Standing.PROMISED),
    ],
)
def test_a_scenario_has_a_standing(name: str, missing: tuple[str, ...], standing: Standing) -> None:
    assert MARKS.standing(names(name), missing) is standing


def test_one_example_of_an_outline_may_be_marked() -> None:
    marks = Marks({"A text -- @1.2": "ticket 19"})
    assert marks.why(names("A text -- @1.2 ")) == "ticket 19"
    assert marks.why(names("A text -- @1.1 ")) is None


@pytest.mark.parametrize(
    ("marks", "sentence"),
    [
        (
            Marks({"A user leafs": ""}),
            'there is no scenario "A user leafs"; did you mean "A user l',
        ),
        (Marks(ahead=frozenset(["tiping"])), 'scenario "tiping"; did you mean "typing"?'),
        (Marks({"typing": "ticket 17"}), 'known: there is no scenario "typing"'),
    ],
)
def test_a_mark_of_nothing_is_told_with_the_nearest(marks: Marks, sentence: str) -> None:
    with pytest.raises(ValueError, match="there is no") as told:
        marks.check(names("A user leaves"), ["typing"])
    assert sentence in str(told.value)


def test_marks_of_what_there_is_are_accepted() -> None:
    every = [*names("A user leaves"), *names("An empty name", "rooms.feature:3"), *names("A room")]
    MARKS.check(every, ["typing"])


@pytest.mark.parametrize(
    "known",
    [
        *("A user leaves", ["A user leaves"], [{"scenario": "A user leaves"}]),
        *([{"why": "ticket 17"}], [{"scenario": "A user leaves", "why": " "}]),
        [{"scenario": "A user leaves", "why": "ticket 17", "since": "May"}],
    ],
)
def test_a_known_failure_needs_a_scenario_and_a_why(known: object) -> None:
    with pytest.raises(ValueError, match=r"known must be a list of \{ scenario = "):
        read_marks({"known": known})


@pytest.mark.parametrize("ahead", ["typing", [5], {"typing": True}])
def test_what_is_ahead_is_a_list_of_names(ahead: object) -> None:
    with pytest.raises(ValueError, match="ahead must be a list of names"):
        read_marks({"ahead": ahead})


def test_nothing_is_known_and_ahead() -> None:
    content = {"known": [{"scenario": "A room", "why": "ticket 17"}], "ahead": ["A room"]}
    with pytest.raises(ValueError, match='"A room" is in known and in ahead'):
        read_marks(content)


def test_a_profile_without_marks_has_none() -> None:
    assert (bool(read_marks({})), bool(MARKS)) == (False, True)
