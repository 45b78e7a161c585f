"""Misspelt tags are told with the place of the scenario and the nearest known tag."""

import pytest

from alicebob.model.feature_mistake import FeatureMistake
from alicebob.runner.suite import Suite
from alicebob.runner.tagged_scenario import ScenarioInfo
from alicebob.runner.tags import check_tags


@pytest.mark.parametrize(
    ("tag", "meant"),
    [
        ("promise.kore", "promise.core"),
        ("setting.smalle", "setting.small"),
        ("breaks.konnection", "breaks.connection"),
        ("dialect.eventz", "dialect.events"),
        ("only.plane", "only.plain"),
        ("promize.core", "promise.core"),
        ("zetting.small", "setting.small"),
    ],
)
def test_a_misspelt_tag_is_told_with_its_place_and_the_nearest(tag: str, meant: str) -> None:
    with pytest.raises(FeatureMistake) as mistake:
        check_tags("leaving.feature:7", ["promise.core", tag])
    expected = f'leaving.feature:7: there is no tag @{tag}; did you mean "@{meant}"?'
    assert str(mistake.value) == expected


@pytest.mark.parametrize(
    "tag",
    ["promise.core", "setting.own", "breaks.order", "only.envelope", "dialect.events", "slow"],
)
def test_a_known_tag_is_accepted(tag: str) -> None:
    check_tags("leaving.feature:7", [tag])


@pytest.mark.parametrize("tag", ["ticket.17", "wip", "team.support"])
def test_tags_of_other_kinds_are_left_alone(tag: str) -> None:
    check_tags("leaving.feature:7", [tag])


@pytest.mark.parametrize("tag", ["promise.kore", "setting.smalle", "breaks.konnection"])
def test_a_scenario_with_a_misspelt_tag_is_neither_judged_nor_skipped(tag: str) -> None:
    tags = frozenset({"promise.core", tag})
    info = ScenarioInfo("Somebody leaves", "leaving.feature:7", "Disconnecting", tags)
    with pytest.raises(FeatureMistake, match=f"there is no tag @{tag}"):
        Suite({"server": "x"}).unpromised(info)
