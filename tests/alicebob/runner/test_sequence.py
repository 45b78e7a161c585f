"""Steps that act wait for earlier ones, unless a feature says "meanwhile"."""

from types import SimpleNamespace
from typing import Any

import pytest

from alicebob.runner.sequence import Sequence


class FakeSettling:
    """Counts the waits; ``users`` have acted since the last one."""

    def __init__(self, *users: str) -> None:
        self.users = set(users)
        self.waits = 0

    def unsettled_users(self) -> set[str]:
        return self.users

    def settle(self) -> None:
        self.waits += 1


def step(name: str, step_type: str = "when") -> Any:
    return SimpleNamespace(name=name, step_type=step_type, line=7)


def waits_before(next_step: Any, *users: str) -> int:
    settling: Any = FakeSettling(*users)
    scenario: Any = SimpleNamespace(all_steps=[next_step])
    Sequence(scenario, settling).begin(next_step)
    waits: int = settling.waits
    return waits


def test_a_step_that_acts_waits_for_earlier_steps() -> None:
    assert waits_before(step('user "Bob" connects to the chat'), "Alice") == 1


def test_a_step_that_looks_does_not_wait() -> None:
    assert waits_before(step('user "Bob" should have joined', "then"), "Alice") == 0


def test_a_step_that_begins_with_meanwhile_does_not_wait() -> None:
    assert waits_before(step('meanwhile user "Bob" connects to the chat'), "Alice") == 0


def test_a_step_is_found_without_the_word_meanwhile() -> None:
    meanwhile = step('meanwhile user "Bob" leaves')
    waits_before(meanwhile)
    assert meanwhile.name == 'user "Bob" leaves'


@pytest.mark.parametrize("act", ['sends message "and more"', "starts typing", "asks for the users"])
def test_what_a_user_sends_does_not_wait_for_what_that_user_sent(act: str) -> None:
    assert waits_before(step(f'user "Alice" {act}'), "Alice") == 0
    assert waits_before(step(f'user "Alice" {act}'), "Alice", "Bob") == 1


@pytest.mark.parametrize("act", ["leaves", "asks to leave", "reconnects where they left off"])
def test_a_user_who_leaves_or_comes_back_waits_for_what_they_sent(act: str) -> None:
    assert waits_before(step(f'user "Alice" {act}'), "Alice") == 1
