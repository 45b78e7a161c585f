"""An honest chat breaks no law, whatever happens in it; any slip in it breaks one."""

import dataclasses
from collections.abc import Callable

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from alicebob.dialects.registry import DIALECTS, by_name
from alicebob.laws import Law, judge
from alicebob.model.received import Message
from alicebob.record.journal import Entry, EventReceived
from tests.alicebob.support.honest_chat import Guest, HonestChat

Act = Callable[[HonestChat, Guest], None]

TALK: list[Act] = [HonestChat.send_message, HonestChat.serve, HonestChat.take, HonestChat.take]
WAYS_OUT: list[Act] = [HonestChat.leave, HonestChat.lose, HonestChat.send_invalid]
ACTS: list[Act] = [*TALK, *TALK, HonestChat.let_in, *WAYS_OUT]

MORE: list[Act] = [
    HonestChat.send_private,
    HonestChat.type,
    HonestChat.type_no_longer,
    HonestChat.ask_users,
    HonestChat.ask_history,
    HonestChat.ping,
]

acts = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 11)), min_size=60, max_size=100)
arrivals = st.dictionaries(st.integers(0, 40), st.sampled_from(["", "Anonymous"]), min_size=2)
talks = st.lists(st.tuples(st.sampled_from(TALK), st.integers(0, 2)), min_size=4, max_size=40)


def settled(count: int) -> HonestChat:
    """Start a chat that ``count`` guests have joined, each told of the others."""
    chat = HonestChat()
    for _ in range(count):
        chat.try_connect()
        chat.settle()
    return chat


def laws_broken_by(entries: list[Entry]) -> set[Law]:
    return {violation.law for violation in judge(entries)}


@settings(max_examples=200, deadline=None, phases=[Phase.generate])
@given(acts, arrivals)
def test_an_honest_chat_breaks_no_law(
    acts: list[tuple[Act, int]], arrivals: dict[int, str]
) -> None:
    chat = settled(1)
    for moment, (act, who) in enumerate(acts):
        if moment in arrivals:
            chat.try_connect(arrivals[moment])
        act(chat, chat.guests[who % len(chat.guests)])
    chat.settle()
    thrown_out = {
        (Law.CONNECTION, guest.connection.user) for guest in chat.guests if guest.has_sent_invalid
    }
    assert chat.story.broken() == thrown_out


@settings(max_examples=200, deadline=None, phases=[Phase.generate])
@given(
    st.lists(st.tuples(st.sampled_from([*ACTS, *MORE]), st.integers(0, 11)), min_size=60),
    st.dictionaries(st.integers(0, 60), st.sampled_from(DIALECTS), min_size=2),
)
def test_an_honest_chat_of_three_dialects_breaks_no_law(
    acts: list[tuple[Act, int]], arrivals: dict[int, str]
) -> None:
    chat = HonestChat()
    chat.try_connect(dialect=by_name("events"))
    chat.settle()
    for moment, (act, who) in enumerate(acts):
        if moment in arrivals:
            chat.try_connect(dialect=by_name(arrivals[moment]))
        act(chat, chat.guests[who % len(chat.guests)])
    chat.settle()
    thrown_out = {
        (Law.CONNECTION, guest.connection.user) for guest in chat.guests if guest.has_sent_invalid
    }
    assert chat.story.broken() == thrown_out


def a_talk_of_three(steps: list[tuple[Act, int]]) -> list[Entry]:
    """Draw a journal of three users, of whom at least two send messages."""
    chat = settled(3)
    chat.send_message(chat.guests[0])
    chat.send_message(chat.guests[1])
    for act, who in steps:
        act(chat, chat.guests[who])
    chat.settle()
    return chat.story.journal.entries


def receipts(entries: list[Entry]) -> list[int]:
    """Return the positions at which a message is received."""
    received = (
        entry.what.received if isinstance(entry.what, EventReceived) else None for entry in entries
    )
    return [position for position, what in enumerate(received) if isinstance(what, Message)]


def altered(entry: Entry) -> Entry:
    assert isinstance(entry.what, EventReceived)
    assert isinstance(entry.what.received, Message)
    message = Message(entry.what.received.sender, entry.what.received.content + " ")
    return dataclasses.replace(entry, what=EventReceived(message))


@settings(max_examples=60, deadline=None)
@given(talks, st.data())
def test_whichever_hearing_is_missing_it_is_found(
    talk: list[tuple[Act, int]], data: st.DataObject
) -> None:
    entries = a_talk_of_three(talk)
    del entries[data.draw(st.sampled_from(receipts(entries)))]
    assert laws_broken_by(entries) == {Law.MESSAGES}


@settings(max_examples=60, deadline=None)
@given(talks, st.data())
def test_whichever_hearing_is_doubled_it_is_found(
    talk: list[tuple[Act, int]], data: st.DataObject
) -> None:
    entries = a_talk_of_three(talk)
    position = data.draw(st.sampled_from(receipts(entries)))
    entries.insert(position, entries[position])
    assert laws_broken_by(entries) == {Law.MESSAGES}


@settings(max_examples=60, deadline=None)
@given(talks, st.data())
def test_whichever_hearing_is_altered_it_is_found(
    talk: list[tuple[Act, int]], data: st.DataObject
) -> None:
    entries = a_talk_of_three(talk)
    position = data.draw(st.sampled_from(receipts(entries)))
    entries[position] = altered(entries[position])
    assert laws_broken_by(entries) == {Law.MESSAGES, Law.TRUTH}


@settings(max_examples=60, deadline=None)
@given(talks, st.data())
def test_whichever_two_hearings_are_swapped_it_is_found(
    talk: list[tuple[Act, int]], data: st.DataObject
) -> None:
    entries = a_talk_of_three(talk)
    connection = entries[data.draw(st.sampled_from(receipts(entries)))].connection
    own = [position for position in receipts(entries) if entries[position].connection is connection]
    at = data.draw(st.integers(1, len(own) - 1))
    earlier, later = own[at - 1], own[at]
    entries[earlier], entries[later] = (
        dataclasses.replace(entries[earlier], what=entries[later].what),
        dataclasses.replace(entries[later], what=entries[earlier].what),
    )
    assert Law.ORDER in laws_broken_by(entries)
