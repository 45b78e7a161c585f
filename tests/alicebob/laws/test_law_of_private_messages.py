"""A private message reaches its recipient and its sender, and nobody else."""

from alicebob.laws import Law
from alicebob.model.received import PrivateMessage, Rejected, RejectionReason
from tests.alicebob.support.honest_chat import HonestChat
from tests.alicebob.support.slips import Slip, a, chat_of, come, do

WHISPER = HonestChat.send_private
PSST = PrivateMessage("Guest 1", "Guest 3", "text 1", "1", "now")


def a_private_message(*dialects: str) -> HonestChat:
    """Guest 1 sends a private message to the guest who joined last."""
    chat = chat_of(*(dialects or ("events", "events", "events")))
    do(chat, 1, WHISPER)
    return chat


def test_an_honest_private_message_breaks_nothing() -> None:
    assert Slip(a_private_message()).broken() == set()


def test_a_private_message_that_does_not_arrive_is_found() -> None:
    slip = Slip(a_private_message(), 3).lost(a(PrivateMessage))
    assert slip.broken() == {(Law.PRIVATE, "Guest 3")}


def test_a_private_message_that_does_not_come_back_is_found() -> None:
    slip = Slip(a_private_message(), 1).lost(a(PrivateMessage))
    assert slip.broken() == {(Law.PRIVATE, "Guest 1")}


def test_a_private_message_that_comes_twice_is_found() -> None:
    slip = Slip(a_private_message(), 3).doubled(a(PrivateMessage))
    assert (Law.PRIVATE, "Guest 3") in slip.broken()


def test_a_private_message_that_somebody_else_receives_is_found() -> None:
    slip = Slip(a_private_message(), 2).received(PSST)
    assert slip.broken() == {(Law.TRUTH, "Guest 2")}


def test_a_private_message_that_a_reader_of_another_dialect_receives_is_found() -> None:
    slip = Slip(a_private_message("events", "plain", "events"), 2).received(PSST)
    assert slip.broken() == {(Law.TRUTH, "Guest 2")}


def test_each_connection_of_the_addressee_receives_it() -> None:
    chat = chat_of("events", "events")
    come(chat, name="Guest 2")
    do(chat, 1, WHISPER)
    broken = [Slip(chat, who).lost(a(PrivateMessage)).broken() for who in (2, 3)]
    assert [Slip(chat).broken(), *broken] == [
        set(),
        {(Law.PRIVATE, "Guest 2")},
        {(Law.PRIVATE, "Guest 2")},
    ]


def test_nobody_of_that_name_is_a_rejection() -> None:
    chat = a_private_message("events", "plain")
    assert Slip(chat).broken() == set()


def test_a_rejection_that_never_comes_is_found() -> None:
    slip = Slip(a_private_message("events", "plain")).lost(a(Rejected))
    assert slip.broken() == {(Law.REFUSALS, "Guest 1")}


def test_a_rejection_though_they_are_here_is_found() -> None:
    slip = (
        Slip(a_private_message())
        .lost(a(PrivateMessage))
        .received(Rejected(RejectionReason.NO_SUCH_USER))
    )
    assert (Law.PRIVATE, "Guest 1") in slip.broken()


def test_a_private_message_to_somebody_who_has_left_is_rejected() -> None:
    chat = chat_of("events", "events")
    do(chat, 2, HonestChat.leave)
    do(chat, 1, WHISPER)
    slip = (
        Slip(chat)
        .lost(a(Rejected))
        .received(PrivateMessage("Guest 1", "Guest 2", "text 1", "1", "now"))
    )
    assert [Slip(chat).laws(), Law.REFUSALS in slip.laws()] == [set(), True]


def test_that_a_user_of_the_same_name_has_left_is_no_sign_that_the_addressee_has() -> None:
    chat = chat_of("events", "events")
    come(chat, name="Guest 2")
    do(chat, 2, HonestChat.leave)
    do(chat, 1, WHISPER)
    do(chat, 3, HonestChat.leave)
    assert Slip(chat).broken() == set()
