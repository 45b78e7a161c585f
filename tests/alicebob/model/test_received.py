"""Events as reports show them."""

import pytest

from alicebob.model.received import Message, PastMessage, ReceivedEvent


@pytest.mark.parametrize(
    ("event", "shown"),
    [
        (Message("Al", "hi"), 'Al: "hi"'),
        (Message("", "hi"), '"hi"'),
        (PastMessage("Al", "hi"), 'earlier message: Al: "hi"'),
        (PastMessage("", "hi"), 'earlier message: "hi"'),
    ],
)
def test_a_message_is_shown_without_a_sender_where_there_is_none(
    event: ReceivedEvent, shown: str
) -> None:
    assert str(event) == shown
