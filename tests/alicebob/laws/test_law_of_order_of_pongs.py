"""A pong comes after everything that came before its ping: the fences of events rest on it."""

from alicebob.laws import Law
from alicebob.laws.expected_event import CarryOver
from alicebob.model.received import Message, Pong
from alicebob.model.sent import Ping
from alicebob.record.journal import MessageSent, RequestSent
from tests.alicebob.support.honest_chat import HonestChat
from tests.alicebob.support.slips import Slip, a, chat_of, do

SAY = HonestChat.send_message


def pinged(*, is_heard_before: bool) -> HonestChat:
    """Guest 2 says a word, which Guest 1 receives before or after sending a ping."""
    chat = chat_of("events", "events")
    one, two = (guest.connection for guest in chat.guests)
    message = Message(two.name, "word", "1", "now")
    chat.story.write(two, MessageSent("word"))
    if is_heard_before:
        chat.story.hears(two, message)
    chat.story.write(one, RequestSent(Ping("x1")))
    if not is_heard_before:
        chat.story.hears(two, message)
    chat.story.hears(one, Pong("x1"), message)
    return chat


def test_a_word_that_another_client_received_before_the_ping_comes_before_the_pong() -> None:
    assert Slip(pinged(is_heard_before=True)).broken() == {(Law.ORDER, "Guest 1")}


def test_on_a_server_of_several_nodes_another_client_may_receive_a_word_earlier() -> None:
    several_nodes = CarryOver(has_one_order=False)
    assert Slip(pinged(is_heard_before=True), carry_over=several_nodes).broken() == set()


def test_a_word_that_nobody_had_received_at_the_ping_may_come_after_the_pong() -> None:
    assert Slip(pinged(is_heard_before=False)).broken() == set()


def test_the_own_word_before_the_ping_comes_before_the_pong() -> None:
    chat = chat_of("events")
    do(chat, 1, SAY)
    connection = chat.guests[0].connection
    chat.story.write(connection, RequestSent(Ping("x1")))
    chat.story.hears(connection, Pong("x1"))
    assert Slip(chat).broken() == set()
    assert Law.ORDER in Slip(chat).moved_to_the_end(a(Message)).laws()
