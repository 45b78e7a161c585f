"""A joining client receives its first frames in one order; each request is answered once."""

import pytest

from alicebob.laws import Law
from alicebob.model.received import History, Pong, UserJoined, UserList, Welcome
from tests.alicebob.support.honest_chat import HonestChat
from tests.alicebob.support.slips import Slip, a, chat_of, do


def ensure_user(dialect: str = "events") -> Slip:
    return Slip(chat_of("events", dialect), 2)


@pytest.mark.parametrize("dialect", ["plain", "events", "envelope"])
def test_an_honest_join_breaks_nothing(dialect: str) -> None:
    assert ensure_user(dialect).broken() == set()


@pytest.mark.parametrize("kind", [Welcome, History, UserList])
def test_whatever_is_left_out_after_joining_is_found(kind: type) -> None:
    assert Law.JOINING in ensure_user().lost(a(kind)).laws()


@pytest.mark.parametrize("dialect", ["events", "envelope"])
def test_a_joining_client_that_is_not_told_of_its_own_join_is_found(dialect: str) -> None:
    assert Law.JOINING in ensure_user(dialect).lost(a(UserJoined)).laws()


def test_a_joining_client_that_is_told_of_its_own_join_in_plain_is_found() -> None:
    assert ensure_user("plain").received(UserJoined("Guest 2")).laws() == {Law.ARRIVALS}


@pytest.mark.parametrize(
    ("one", "other"), [(Welcome, History), (History, UserList), (UserList, UserJoined)]
)
def test_another_order_after_joining_is_found(one: type, other: type) -> None:
    assert Law.JOINING in ensure_user().swapped(a(one), a(other)).laws()


def test_an_envelope_that_opens_with_something_else_is_found() -> None:
    slip = Slip(chat_of("envelope", "events"), 1)
    assert (
        Law.JOINING
        in slip.swapped(a(UserJoined, name="Guest 1"), a(UserJoined, name="Guest 2")).laws()
    )


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (HonestChat.ask_users, UserList),
        (HonestChat.ask_history, History),
        (HonestChat.ping, Pong),
    ],
)
def test_a_request_that_is_not_answered_once_is_found(act: object, kind: type) -> None:
    chat = chat_of("events", "plain")
    do(chat, 1, act)  # type: ignore[arg-type]
    laws = [Slip(chat).laws(), Slip(chat).lost(a(kind)).laws(), Slip(chat).doubled(a(kind)).laws()]
    assert laws == [set(), {Law.ANSWERS}, {Law.ANSWERS}]


def test_an_answer_to_another_request_is_found() -> None:
    chat = chat_of("events")
    do(chat, 1, HonestChat.ping)
    assert Slip(chat).altered(a(Pong), nonce="another").laws() == {Law.ANSWERS}


def test_an_answer_to_somebody_elses_request_is_found() -> None:
    chat = chat_of("events", "events")
    do(chat, 1, HonestChat.ping)
    assert Slip(chat, 2).received(Pong("sign")).broken() == {(Law.ANSWERS, "Guest 2")}
