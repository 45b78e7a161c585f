"""A step that no function defines is told with the nearest that there is."""

import pytest

from alicebob.runner.undefined_steps import explain

DEFINED = [
    'when user "{user:quoted}" connects to the chat',
    "when users {users:names} connect to the chat",
    'then user "{user:quoted}" should have joined',
]


@pytest.mark.parametrize(
    ("step", "nearest"),
    [
        ('when user "Alice" connects to the chatz', 'When user "{user}" connects to the chat'),
        ('then user "Bob" should have joinet', 'Then user "{user}" should have joined'),
        ('when users "Al" and "Bo" connects to the chat', "When users {users} connect to the chat"),
        ('then user "Bob" connects to the chat', 'When user "{user}" connects to the chat'),
    ],
)
def test_an_undefined_step_is_told_with_the_nearest(step: str, nearest: str) -> None:
    assert f"The nearest is '{nearest}'." in explain(step, DEFINED)


def test_values_do_not_make_a_step_alike() -> None:
    long = "connects to the chat " * 10
    told = explain(f'then user "{long}" should have joinet', DEFINED)
    assert "should have joined" in told


def test_a_step_like_no_other_is_told_with_the_way_to_all() -> None:
    told = explain("given 7", DEFINED)
    assert told == "there is no step 'Given 7'.\n'alicebob steps' lists all."
