"""A word of a feature that nobody knows is told with the nearest known one."""

import pytest

from alicebob.model.feature_mistake import FeatureMistake, look_up, way_out
from alicebob.model.received import RejectionReason

TEXTS = {"an emoji": "🙂", "a tab": "\t"}


def test_a_known_name_is_looked_up() -> None:
    assert look_up(TEXTS, "a tab", "text with") == "\t"


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    with pytest.raises(FeatureMistake) as mistake:
        look_up(TEXTS, "emoji", "text with")
    assert str(mistake.value) == 'there is no text with "emoji"; did you mean "an emoji"?'


def test_without_a_near_name_some_known_ones_are_listed() -> None:
    known = [f"{number:04}" for number in range(20)]
    listed = ", ".join(f'"{each}"' for each in known[:8])
    assert way_out("nonsense", known) == f": known are {listed} and 12 more"


def test_where_nothing_is_known_nothing_is_listed() -> None:
    assert way_out("nonsense", {}) == ""


def test_behave_shows_the_text_of_a_mistake_and_no_traceback() -> None:
    assert issubclass(FeatureMistake, AssertionError)


def test_a_reason_is_found_by_the_words_of_the_features() -> None:
    assert RejectionReason.called("the message is invalid") is RejectionReason.INVALID


def test_an_unknown_reason_is_told_with_the_nearest() -> None:
    with pytest.raises(FeatureMistake, match='did you mean "the message is invalid"'):
        RejectionReason.called("the massage is invalid")
