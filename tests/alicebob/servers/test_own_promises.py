"""A team may add promises of its own, which its server gives without being asked."""

from pathlib import Path

import pytest

from alicebob.model.feature_mistake import FeatureMistake
from alicebob.runner.suite import Suite
from alicebob.runner.tagged_scenario import ScenarioInfo
from alicebob.servers.own_promises import read_own_promises
from alicebob.servers.profile import BadOption


def suite(tmp_path: Path, text: str, **options: str) -> Suite:
    path = tmp_path / "our.toml"
    path.write_text(f'command = "our-chat"\n{text}')
    return Suite({"profile": str(path), **options})


def told(*tags: str) -> ScenarioInfo:
    return ScenarioInfo("Somebody leaves", "leaving.feature:7", "Leaving", frozenset(tags))


OWN = '[own_promises]\nsupport = "an agent answers"\n'


def test_a_scenario_of_an_own_promise_is_judged(tmp_path: Path) -> None:
    assert suite(tmp_path, OWN).unpromised(told("promise.support")) is None


def test_own_promises_come_with_any_list_of_promises(tmp_path: Path) -> None:
    judged = suite(tmp_path, OWN, promises="rooms")
    assert judged.profile.promises == {"support", "rooms"}


def test_an_own_promise_may_be_taken_away(tmp_path: Path) -> None:
    judged = suite(tmp_path, OWN, promises="core,-support")
    why = judged.unpromised(told("promise.support"))
    assert why == "not promised: support (an agent answers)"


def test_an_own_promise_may_be_listed_and_ahead(tmp_path: Path) -> None:
    listed = suite(tmp_path, f'promises = ["core", "support"]\nahead = ["rooms"]\n{OWN}')
    assert "support" in listed.profile.promises
    assert listed.unpromised(told("promise.rooms")) is None


def test_a_tag_of_no_promise_is_told_with_the_nearest_own_one(tmp_path: Path) -> None:
    with pytest.raises(
        FeatureMistake, match=r'@promise\.supports; did you mean "@promise\.support"'
    ):
        suite(tmp_path, OWN).unpromised(told("promise.supports"))


@pytest.mark.parametrize(
    ("own", "sentence"),
    [
        ({"rooms": "ours"}, '"rooms" is a promise of the suite'),
        ({"Our Rooms": "ours"}, '"Our Rooms" cannot follow @promise. in a tag'),
        ({"support": 5}, "must be a table of names with sentences"),
        ({"support": " "}, "must be a table of names with sentences"),
        (["support"], "must be a table of names with sentences"),
    ],
)
def test_an_own_promise_that_is_none_is_told(own: object, sentence: str) -> None:
    with pytest.raises(ValueError, match="own_promises") as error:
        read_own_promises({"own_promises": own})
    assert sentence in str(error.value)


def test_a_profile_with_bad_promises_of_its_own_is_told_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(
        BadOption, match=r"our\.toml, line \d+, own_promises: .*\"core\" is a promise of"
    ):
        suite(tmp_path, '[own_promises]\ncore = "ours"')
