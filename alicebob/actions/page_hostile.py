"""Hostile names and texts in every place of the page: all of them are shown as they are written."""

from collections.abc import Callable

from alicebob.actions import page_people as people
from alicebob.actions.visitor import PageVisitor
from alicebob.actions.visitors import Visitors
from alicebob.clients.user import User
from alicebob.data.hostile_texts import HOSTILE_TEXTS
from alicebob.model.sent import SetTyping
from alicebob.model.shown_page import ShownEntry, ShownPage

_FIRST, _LAST = HOSTILE_TEXTS[0], HOSTILE_TEXTS[-1]
_FOREIGN = """() => [...document.querySelectorAll(
  "script:not([src]), iframe, object, embed, video, math, template, base, meta[http-equiv], style, "
  + "main form form, main h1 ~ h1, #messages :is(img, svg, form, input, b, h1), "
  + "[onerror], [onload], [onfocus], [ontoggle], "
  + "#people :is(img, svg, b), #typists :is(img, svg, b), .frames code *, "
  + "a[href^='javascript:'], link[href*=evil]",
)].map((each) => each.outerHTML.slice(0, 120))"""


def expect_nothing_foreign(visitor: PageVisitor) -> None:
    """Expect no element that a text may have made."""
    found = visitor.evaluate(_FOREIGN)
    visitor.expect_now("no element that a text has made", not found, "\n".join(found))


def in_messages(visitors: Visitors, visitor: PageVisitor) -> None:
    """Have a client send every hostile text."""
    client = visitors.connect("Bob")
    for text in HOSTILE_TEXTS:
        client.send_message(text)
    _expect_texts(visitor, lambda shown: shown.of("message"))


def in_history(visitors: Visitors) -> None:
    """Have a client send every hostile text before somebody comes."""
    client = visitors.connect("Bob")
    for text in HOSTILE_TEXTS:
        client.send_message(text)
    visitors.hears("Bob", lambda: len(client.inbox.received) > len(HOSTILE_TEXTS))


def expect_history(visitor: PageVisitor) -> None:
    """Expect every hostile text among the earlier messages."""
    _expect_texts(visitor, lambda shown: [each for each in shown.of("message") if each.is_past])


def in_private(visitors: Visitors, visitor: PageVisitor) -> None:
    """Have a client send every hostile text to the visitor alone."""
    client = visitors.connect("Bob")
    for text in HOSTILE_TEXTS:
        client.send_message(text, to=visitor.label)
    _expect_texts(visitor, lambda shown: shown.of("private"))


def in_own_messages(visitor: PageVisitor) -> None:
    """Have the visitor send every hostile text."""
    for text in HOSTILE_TEXTS:
        visitor.say(text)
    _expect_texts(visitor, lambda shown: shown.of("message"))


def in_waiting_messages(visitor: PageVisitor) -> None:
    """Have the visitor write every hostile text while there is no connection."""
    for text in HOSTILE_TEXTS:
        visitor.say(text)
    _expect_texts(visitor, lambda shown: shown.of("outgoing"))


def in_announcements(visitor: PageVisitor, announce: Callable[[str], None]) -> None:
    """Have the operator announce every hostile text."""
    for text in HOSTILE_TEXTS:
        announce(text)
    _expect_texts(visitor, lambda shown: shown.of("announcement"))


def in_names(visitors: Visitors, visitor: PageVisitor) -> None:
    """Have a client of every hostile name join, say something, and leave."""
    for name in HOSTILE_TEXTS:
        client = visitors.connect(name)
        client.send_message("Hello")
        client.leave()
        client.wait_for_end()
    for kind in ("joined", "message", "left"):
        _expect_senders(visitor, kind)


def in_user_list(visitors: Visitors, visitor: PageVisitor) -> None:
    """Have a client of every hostile name be there, and look at the list."""
    for name in HOSTILE_TEXTS:
        visitors.connect(name)
    people.open_list(visitor)
    people.expect_people(visitor, [visitor.label, *HOSTILE_TEXTS])


def in_typing_line(visitors: Visitors, visitor: PageVisitor) -> None:
    """Have a client of every hostile name type, one after the other."""
    for name in HOSTILE_TEXTS:
        _type(visitors.connect(name), True)
        people.expect_typing(visitor, f"{name} is typing…")
        _type(visitors.client(name), False)
        people.expect_typing(visitor, "")


def in_addressee(visitors: Visitors, visitor: PageVisitor) -> None:
    """Have the visitor write to a client of every hostile name."""
    for name in HOSTILE_TEXTS:
        visitors.connect(name)
    for name in HOSTILE_TEXTS:
        people.open_list(visitor)
        people.choose_exactly(visitor, name)
        people.expect_addressee(visitor, name)


def in_own_name(visitors: Visitors, label: str) -> None:
    """Have a visitor come under every hostile name by a link."""
    visitor = visitors.new(label)
    for name in HOSTILE_TEXTS:
        visitor.open_anew(user=name, join="")
        visitor.expect(f"the name {name!r}", _is_named(name, visitor.room))
        expect_nothing_foreign(visitor)


def in_room(visitors: Visitors, label: str) -> None:
    """Have a visitor open a link to a room of every hostile name, which the server refuses."""
    visitor = visitors.new(label)
    for room in HOSTILE_TEXTS:
        if room.isidentifier():
            continue  # the server lets such a name in
        visitor.open_anew(room=room, user=label, join="")
        visitor.expect("a refusal", lambda shown: "room" in shown.reason)
        expect_nothing_foreign(visitor)


def _is_named(name: str, room: str) -> Callable[[ShownPage], bool]:
    return lambda shown: shown.is_in_chat and shown.identity == f"as {name} in {room}"


def _type(client: User, is_typing: bool) -> None:
    client.ask(SetTyping(is_typing))


def _expect_texts(visitor: PageVisitor, entries: Callable[[ShownPage], list[ShownEntry]]) -> None:
    wanted = list(HOSTILE_TEXTS)
    visitor.expect("every text as it is", lambda s: [e.text for e in entries(s)] == wanted)


def _expect_senders(visitor: PageVisitor, kind: str) -> None:
    wanted = list(HOSTILE_TEXTS)
    visitor.expect(
        f"every name as it is, in {kind}",
        lambda shown: [entry.names[:1] for entry in shown.of(kind)] == [(n,) for n in wanted],
    )
