"""Users on a page in a real browser: what the page shows is what they hear."""

from collections.abc import Iterator

import pytest

from alicebob.dialects.paged import Paged
from alicebob.model.could_not_tell import CouldNotTell
from alicebob.model.facts import Facts
from alicebob.model.received import (
    Malformed,
    Message,
    PastMessage,
    PrivateMessage,
    ReceivedEvent,
    TypingChanged,
    UserJoined,
    UserList,
)
from alicebob.transport.address import Address
from alicebob.transport.page_evidence import PageLink
from alicebob.wires.page import ChatPage
from alicebob.wires.reading_page import read_page
from alicebob.wires.toml_table import TomlTable
from tests.alicebob.support.small_page import PATIENCE, PROFILE, OneUser, served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page() -> ChatPage:
    found = read_page(TomlTable.of_file("chat.toml", PROFILE), Facts())
    assert found is not None
    return found


@pytest.fixture(scope="module")
def link(page: ChatPage) -> Iterator[PageLink]:
    from alicebob.transport.page_link import start_link  # where there is Playwright

    link = start_link(page, PATIENCE / 10)
    yield link
    link.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    with served(tmp_path_factory.mktemp("page")) as address:
        yield address


@pytest.fixture
def alice(page: ChatPage, link: PageLink, address: Address) -> Iterator[OneUser]:
    user = OneUser(Paged("chat", page, link), address)
    yield user
    user.connection.abandon()


def malformed(event: ReceivedEvent) -> str:
    assert isinstance(event, Malformed)
    return event.why


@pytest.mark.parametrize(
    "text",
    [
        "Hello",
        "  two  blanks ",
        "\ttab",
        "<b>bold</b>",
        "naïve 👩‍👩‍👧 שלום",
        "a\nb",
        "&amp;",
        "\u2028",
    ],
)
def test_a_message_is_heard_as_it_is_shown(alice: OneUser, text: str) -> None:
    alice.say(text)
    assert alice.hears() == [Message("Alice", text)]


def test_messages_are_heard_in_their_order(alice: OneUser) -> None:
    for number in range(20):
        alice.say(str(number))
    assert alice.hears(20) == [Message("Alice", str(number)) for number in range(20)]


def test_what_is_drawn_twice_is_heard_twice(alice: OneUser) -> None:
    alice.say("twice:Hello")
    assert alice.hears(2) == [Message("Alice", "Hello")] * 2


@pytest.mark.parametrize(
    ("said", "shown"),
    [("blanks:a  b", "a b"), ("breaks", "a\nb"), ("loud:hey", "HEY")],
)
def test_a_text_is_heard_as_the_style_sheet_draws_it(alice: OneUser, said: str, shown: str) -> None:
    alice.say(said)
    (event,) = alice.hears()
    assert isinstance(event, Message)
    assert event.content == shown


def test_an_entry_above_others_is_a_fault(alice: OneUser) -> None:
    alice.say("first")
    alice.say("above:second")
    first, second = alice.hears(2)
    assert first == Message("Alice", "first")
    assert "above what was there before" in malformed(second)


def test_an_entry_that_changes_is_a_fault(alice: OneUser) -> None:
    alice.say("first")
    alice.say("change:second")
    assert "has changed" in malformed(alice.hears(2)[1])


def test_a_dialog_is_a_fault(alice: OneUser) -> None:
    alice.say("dialog:1")
    assert malformed(*alice.hears()) == 'the page opened a dialog: "1"'


def test_a_notice_is_read_by_its_words(alice: OneUser) -> None:
    alice.say("came:Bob")
    alice.say("odd")
    joined, odd = alice.hears(2)
    assert joined == UserJoined("Bob")
    assert "does not fit" in malformed(odd)


def test_typing_is_heard(alice: OneUser) -> None:
    alice.type(True)
    assert alice.hears() == [TypingChanged("Alice", True)]
    alice.type(False)
    assert alice.hears() == [TypingChanged("Alice", False)]


def test_a_private_message_is_for_who_is_chosen_and_the_next_one_for_all(alice: OneUser) -> None:
    alice.whisper("Bob", "psst")
    alice.say("Hello")
    assert alice.hears(2) == [PrivateMessage("Alice", "Bob", "psst"), Message("Alice", "Hello")]


def test_the_list_of_users_is_heard_by_who_looks_at_it(alice: OneUser) -> None:
    alice.look()
    assert alice.hears() == [UserList((("Alice", 1), ("Bob", 1)))]
    alice.say("Hello")
    assert alice.hears() == [Message("Alice", "Hello")]


def test_an_earlier_message_may_stand_above_others(alice: OneUser) -> None:
    alice.say("now")
    alice.say("earlier:then")
    assert alice.hears(2) == [Message("Alice", "now"), PastMessage("Alice", "then")]


def test_what_is_begun_is_replaced_by_what_is_sent(alice: OneUser) -> None:
    alice.type(True)
    alice.say("Hello")
    assert alice.hears(2) == [TypingChanged("Alice", True), TypingChanged("Alice", False)]
    assert alice.hears() == [Message("Alice", "Hello")]


def test_a_user_whose_words_are_on_their_way_stays_until_they_have_arrived(alice: OneUser) -> None:
    alice.say("unsent:last words")
    alice.connection.send_close()
    assert alice.hears() == [Message("Alice", "last words")]
    assert alice.ends.get(timeout=PATIENCE) == (1000, "")


def test_a_button_that_moves_away_is_clicked_where_it_is_then(alice: OneUser) -> None:
    alice.say("shy")
    alice.connection.send_close()
    assert alice.ends.get(timeout=PATIENCE) == (1000, "")


def test_a_page_that_asks_for_ever_is_left_all_the_same(alice: OneUser) -> None:
    alice.say("unsent:for ever")
    alice.connection.send_close()
    assert alice.ends.get(timeout=PATIENCE) == (1000, "")


@pytest.mark.parametrize("way", ["send_close", "hang_up"])
def test_nothing_of_a_user_is_left_for_the_next(
    alice: OneUser, page: ChatPage, link: PageLink, way: str
) -> None:
    alice.say("keep:mine")
    alice.say("kept")
    assert alice.hears() == [Message("Alice", "mine mine")]
    getattr(alice.connection, way)()
    alice.ends.get(timeout=PATIENCE)
    for _ in range(4):  # the first of them may have a new tab
        next_one = OneUser(Paged("chat", page, link), alice.address, "Bob")
        next_one.say("kept")
        assert next_one.hears() == [Message("Bob", "undefined undefined")]
        getattr(next_one.connection, way)()
        next_one.ends.get(timeout=PATIENCE)


def test_a_page_that_hangs_does_not_stop_the_next_user(
    alice: OneUser, page: ChatPage, link: PageLink
) -> None:
    alice.say("hang")
    alice.connection.hang_up()
    next_one = OneUser(Paged("chat", page, link), alice.address, "Bob")
    next_one.say("Hello")
    assert next_one.hears() == [Message("Bob", "Hello")]
    next_one.connection.abandon()


def test_a_user_leaves_as_the_page_offers_it(alice: OneUser) -> None:
    alice.connection.send_close()
    assert alice.ends.get(timeout=PATIENCE) == (1000, "")


def test_a_page_that_has_lost_the_chat_is_an_end(alice: OneUser, link: PageLink) -> None:
    link.forget()
    alice.say("Hello")
    alice.say("lost")
    assert alice.ends.get(timeout=PATIENCE) == (1005, 'the page says "lost"')


def test_a_refusal_is_told(page: ChatPage, link: PageLink, address: Address) -> None:
    assert OneUser(Paged("chat", page, link), address, "Mallory").refused == "Not you."


def test_a_page_that_is_not_there_is_an_error(page: ChatPage, link: PageLink) -> None:
    with pytest.raises(ConnectionError, match="the page cannot be used"):
        OneUser(Paged("chat", page, link), Address("127.0.0.1", 1))


def test_what_no_page_can_do_could_not_be_told(alice: OneUser) -> None:
    with pytest.raises(CouldNotTell, match="page writes all frames itself"):
        alice.connection.send_binary(b"x")
    with pytest.raises(CouldNotTell, match="carriage return"):
        alice.say("a\r\nb")


def test_the_evidence_is_a_picture_and_what_the_console_says(
    page: ChatPage, link: PageLink, address: Address
) -> None:
    link.forget()
    user = OneUser(Paged("chat", page, link), address)
    (evidence,) = link.evidence()
    assert evidence.user == "Alice"
    assert evidence.picture is not None
    assert evidence.picture.startswith(b"\x89PNG")
    user.connection.abandon()
