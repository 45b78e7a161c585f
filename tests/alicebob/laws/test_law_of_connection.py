"""The server answers a Close frame with its own code, where it promises that."""

import pytest

from alicebob.laws import Law, judge
from alicebob.laws.expected_event import CarryOver
from alicebob.model.received import UserLeft
from alicebob.record.journal import BytesSent, Disconnected, Disconnecting
from tests.alicebob.support.story import two_in


def laws_of(
    sent: int, answered: int, *, promises: bool = True, is_at_fault: bool = False
) -> object:
    """The broken laws when Bob closes with ``sent``, and the server answers with ``answered``."""
    story, alice, bob = two_in()
    if is_at_fault:
        story.write(bob, BytesSent("an invalid frame"))
    story.write(bob, Disconnecting("closes the connection", sent))
    story.write(bob, Disconnected(answered, ""))
    story.all_hear(UserLeft("Bob"), alice)
    found = judge(story.journal.entries, CarryOver(echoes_close=promises))
    return {violation.law for violation in found}


@pytest.mark.parametrize("code", [1000, 1001, 3000, 4999])
def test_the_code_of_the_user_breaks_nothing(code: int) -> None:
    assert laws_of(code, code) == set()


@pytest.mark.parametrize(("sent", "answered"), [(1000, 1005), (3000, 1000), (1000, 1008)])
def test_another_code_is_found(sent: int, answered: int) -> None:
    assert laws_of(sent, answered) == {Law.CONNECTION}
    assert laws_of(sent, answered, promises=False) == set()


@pytest.mark.parametrize("code", [1001, 1006, 1013, 4001])
def test_a_server_may_have_closed_the_connection_first(code: int) -> None:
    assert laws_of(1000, code) == set()


def test_a_user_who_sent_an_invalid_frame_may_be_told_so() -> None:
    assert laws_of(1000, 1002, is_at_fault=True) == set()
    assert laws_of(1000, 1005, is_at_fault=True) == {Law.CONNECTION}
