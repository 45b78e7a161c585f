"""A conversation as visitors see it, and as clients hear it."""

from collections.abc import Sequence

from alicebob.actions.visitor import PageVisitor
from alicebob.actions.visitors import Visitors
from alicebob.clients.user import User
from alicebob.model.received import Message, PrivateMessage, ReceivedEvent, TypingChanged
from alicebob.model.shown_page import ShownEntry

_SAID = ("message", "private")
_NOTICES = ("joined", "left", "movements")


def expect_message(
    visitor: PageVisitor, text: str, sender: str, kind: str = "message"
) -> ShownEntry:
    """Expect that a message is there, and there once; return it."""

    def found() -> list[ShownEntry]:
        entries = visitor.shown.of(*_SAID)
        return [e for e in entries if (e.kind, e.text, e.sender) == (kind, text, sender)]

    expected = f"one {kind} of {sender}: {text!r}"
    visitor.expect(expected, lambda _shown: bool(found()))
    visitor.expect_now(expected, len(found()) == 1, f"{len(found())} of them")
    return found()[0]


def expect_own(visitor: PageVisitor, text: str, is_own: bool) -> None:
    """Expect that a message is marked, and stands, as the visitor's own one; or that it is not."""
    whose = "their own" if is_own else "somebody else's"
    entries = [entry for entry in visitor.shown.of(*_SAID) if entry.text == text]
    is_so = bool(entries) and all(entry.is_own is is_own for entry in entries)
    visitor.expect_now(f"{text!r} is marked as {whose}", is_so)
    side = visitor.evaluate(_SIDE, entries[0].id)
    visitor.expect_now(f"{text!r} stands where {whose} messages stand", (side == "end") is is_own)


_SIDE = """id => {
  const box = document.querySelector(`#messages [data-id="${id}"]`).getBoundingClientRect();
  const all = document.getElementById("messages").getBoundingClientRect();
  return box.left - all.left > all.right - box.right ? "end" : "start";
}"""


def expect_messages(visitor: PageVisitor, texts: Sequence[str]) -> None:
    """Expect these messages to everybody in this order, and no others."""
    wanted = list(texts)
    visitor.expect(
        f"the messages {', '.join(wanted)}, and no others",
        lambda shown: shown.texts("message") == wanted,
    )


def expect_notice(visitor: PageVisitor, words: str) -> None:
    """Expect a notice of users who came or went, with exactly these words."""
    visitor.expect(
        f"the notice {words!r}",
        lambda shown: any(notice_words(entry) == words for entry in shown.of(*_NOTICES)),
    )


def notice_words(entry: ShownEntry) -> str:
    """Return what a notice says: a line for several users says it in its summary."""
    return " ".join(entry.words.split())


def expect_name_in_notice(visitor: PageVisitor, name: str) -> None:
    """Expect a notice in which exactly this name stands out."""
    visitor.expect(
        f"a notice in which {name!r} stands out",
        lambda shown: any(entry.names == (name,) for entry in shown.of("joined", "left")),
    )


def expect_outgoing(visitor: PageVisitor, text: str, state: str) -> None:
    """Expect that an own message is ``waiting`` or ``unsent``, below all others, and says so."""
    words = {"waiting": "Wait", "unsent": "Not sent"}[state]
    visitor.expect(
        f"{text!r} is {state}",
        lambda shown: any(
            (entry.text, entry.state) == (text, state) and words in entry.words
            for entry in shown.of("outgoing")
        ),
    )


def expect_nothing_waiting(visitor: PageVisitor) -> None:
    """Expect that no message waits any more."""
    visitor.expect("no message waits", lambda shown: not shown.of("outgoing"))


def expect_announcement(visitor: PageVisitor, text: str) -> None:
    """Expect an announcement, and that it is no message of somebody."""
    visitor.expect("the announcement", lambda shown: shown.texts("announcement") == [text])


def expect_error(visitor: PageVisitor, sentence: str) -> None:
    """Expect that the page tells why something was not sent."""
    visitor.expect(sentence, lambda shown: sentence in shown.texts("error"))


def say_numbers(client: User, count: int) -> list[str]:
    """Send that many messages, and return their texts."""
    texts = [f"message {number}" for number in range(1, count + 1)]
    for text in texts:
        client.send_message(text)
    return texts


def heard(client: User, sender: str) -> list[str]:
    """Return the texts that a client has received from ``sender``."""
    received = client.inbox.received
    return [r.content for r in received if isinstance(r, Message) and r.sender == sender]


def expect_heard(visitors: Visitors, label: str, texts: Sequence[str], sender: str) -> None:
    """Expect that a client receives exactly these messages from ``sender``, each once."""
    client, wanted = visitors.client(label), list(texts)
    if not visitors.hears(label, lambda: heard(client, sender)[-1:] == wanted[-1:]):
        visitors.fail(f"{label} does not hear {sender}.", wanted[-1], str(heard(client, sender)))
    if heard(client, sender) != wanted:
        visitors.fail(f"{label} heard something else.", str(wanted), str(heard(client, sender)))


def expect_event(visitors: Visitors, label: str, event: ReceivedEvent) -> None:
    """Expect that a client receives ``event``."""
    if not visitors.hears(label, lambda: event in visitors.client(label).inbox.received):
        received = "\n".join(map(str, visitors.client(label).inbox.received[-8:]))
        visitors.fail(f"{label} does not receive it.", str(event), received)


def expect_private_heard(visitors: Visitors, label: str, text: str, sender: str) -> None:
    """Expect that a client receives a message that was for it alone."""
    expect_event(visitors, label, PrivateMessage(sender, label, text))


def expect_typing_heard(visitors: Visitors, label: str, name: str) -> None:
    """Expect that a client is told that somebody types."""
    expect_event(visitors, label, TypingChanged(name, True))


def expect_typing_heard_again(visitors: Visitors, label: str, name: str) -> None:
    """Expect that a client has been told of a pause between two times of typing."""
    received = visitors.client(label).inbox.received
    told = [each.is_typing for each in received if isinstance(each, TypingChanged)]
    if told[:3] != [True, False, True]:
        visitors.fail(f"{label} heard something else of {name}.", "typing, twice", str(told))


def expect_privacy(visitor: PageVisitor, text: str, words: str) -> None:
    """Expect that a private message says for whom it is."""
    visitor.expect(
        f"{text!r}, {words}",
        lambda shown: any(e.text == text and words in e.words for e in shown.of("private")),
    )


def expect_movements(visitor: PageVisitor, words: str) -> None:
    """Expect one line that stands for the notices of several users, which are in it."""
    visitor.becomes_true(
        "words => [...document.querySelectorAll('#messages [data-kind=movements] summary')]"
        ".some((line) => line.checkVisibility() && line.textContent === words)",
        f"the line {words!r}",
        words,
    )


def expect_typing_heard_once(visitors: Visitors, label: str, name: str) -> None:
    """Expect that a client has been told once by now that somebody types."""
    received = visitors.client(label).inbox.received
    told = received.count(TypingChanged(name, True))
    if told != 1:
        visitors.fail(f"{label} heard something else of {name}.", "typing, once", f"{told} times")
