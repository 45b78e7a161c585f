"""Users on a page in a real browser: what the page shows is what they hear."""

from collections.abc import Iterator

import pytest

from alicebob.dialects.paged import Paged
from alicebob.model.could_not_tell import CouldNotTell
from alicebob.model.facts import Facts
from alicebob.model.received import Malformed, Message, ReceivedEvent, TypingChanged, UserJoined
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


def test_nothing_of_a_user_is_left_for_the_next(
    page: ChatPage, link: PageLink, address: Address
) -> None:
    first = OneUser(Paged("chat", page, link), address)
    first.say("Hello")
    assert first.hears() == [Message("Alice", "Hello")]
    first.connection.abandon()
    second = OneUser(Paged("chat", page, link), address, "Bob")
    second.say("Hi")
    assert second.hears() == [Message("Bob", "Hi")]
    second.connection.abandon()
