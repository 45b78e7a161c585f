"""Three dialects in one room, over real lines: all hear all, each in their own words."""

import itertools
from collections.abc import Awaitable, Callable

import pytest

from tests.server.support.chatting import Frame, Party, Somebody, party

DIALECTS = ["plain", "events", "envelope"]
PAIRS = list(itertools.product(DIALECTS, repeat=2))
SENDERS_KEY = {"plain": "sender", "events": "nickname", "envelope": "username"}
WORDS_KEY = {"plain": "content", "events": "content", "envelope": "message"}


async def comes(at: Party, name: str, dialect: str) -> Somebody:
    ways: dict[str, Callable[[str], Awaitable[Somebody]]] = {
        "plain": at.plain,
        "events": at.events,
        "envelope": at.envelope,
    }
    return await ways[dialect](name)


def says(somebody: Somebody, dialect: str, text: str) -> None:
    if dialect == "plain":
        somebody.utter(text)
    else:
        somebody.send_message(**{"type": "message", WORDS_KEY[dialect]: text})


async def hears(somebody: Somebody, dialect: str, text: str) -> tuple[object, object]:
    """Sender of the words, and the words."""
    heard = (await somebody.hear_until(**{"type": "message", WORDS_KEY[dialect]: text}))[-1]
    return heard[SENDERS_KEY[dialect]], heard[WORDS_KEY[dialect]]


def is_notice_of(frame: Frame, dialect: str, what: str) -> bool:
    kinds = {"events": f"user_{what}", "envelope": what.removesuffix("ed").replace("left", "leave")}
    if dialect == "plain":
        return frame == {
            "sender": "Bob",
            "content": f"Bob {what} the chat",
            "type": "notification",
        }
    return (frame["type"], frame[SENDERS_KEY[dialect]]) == (kinds[dialect], "Bob")


@pytest.mark.parametrize(("speakers", "readers"), PAIRS)
async def test_what_one_says_the_other_hears(speakers: str, readers: str) -> None:
    async with party() as at:
        reader, speaker = await comes(at, "Ann", readers), await comes(at, "Bob", speakers)
        says(speaker, speakers, 'caf\u00e9 "\U0001f98a"\n')
        assert await hears(reader, readers, 'caf\u00e9 "\U0001f98a"\n') == (
            "Bob",
            'caf\u00e9 "\U0001f98a"\n',
        )


@pytest.mark.parametrize("dialect", DIALECTS)
async def test_everybody_hears_their_own_words(dialect: str) -> None:
    async with party() as at:
        bob = await comes(at, "Bob", dialect)
        says(bob, dialect, "hi")
        assert await hears(bob, dialect, "hi") == ("Bob", "hi")


@pytest.mark.parametrize(("comers", "readers"), PAIRS)
async def test_an_arrival_is_told_in_the_words_of_who_is_told(comers: str, readers: str) -> None:
    async with party() as at:
        reader = await comes(at, "Ann", readers)
        await comes(at, "Bob", comers)
        assert is_notice_of(await reader.receive(), readers, "joined")


@pytest.mark.parametrize(("goers", "readers"), PAIRS)
async def test_a_departure_is_told_in_the_words_of_who_is_told(goers: str, readers: str) -> None:
    async with party() as at:
        reader, bob = await comes(at, "Ann", readers), await comes(at, "Bob", goers)
        await reader.receive()
        bob.peer.vanish()
        assert is_notice_of(await reader.receive(), readers, "left")


@pytest.mark.parametrize("dialect", DIALECTS)
async def test_all_readers_hear_one_order(dialect: str) -> None:
    async with party() as at:
        readers = [await comes(at, f"reader-{number}", dialect) for number in range(2)]
        speakers = [await comes(at, kind, kind) for kind in DIALECTS]
        for number in range(20):
            for speaker, kind in zip(speakers, DIALECTS, strict=True):
                says(speaker, kind, f"{kind} {number}")
        says(speakers[0], "plain", "all is said")
        await hears(speakers[0], "plain", "all is said")
        orders = []
        for reader in readers:
            heard = await reader.hear_until(**{WORDS_KEY[dialect]: "all is said"})
            orders.append([f[WORDS_KEY[dialect]] for f in heard if f["type"] == "message"])
        assert orders[0] == orders[1]


@pytest.mark.parametrize("readers", ["plain", "envelope"])
async def test_private_words_typing_and_answers_are_not_told_to_who_has_no_word_for_them(
    readers: str,
) -> None:
    async with party() as at:
        reader, ann = await comes(at, "Bob", readers), await comes(at, "Ann", "events")
        ann.send_message(type="typing", typing=True)
        ann.send_message(type="message", content="psst", to="Ann")
        for kind in ("users", "history", "ping"):
            ann.send_message(type=kind)
        ann.send_message(type="message", content="hi")
        await reader.receive()  # that Ann has come
        assert (await reader.receive())[WORDS_KEY[readers]] == "hi"


@pytest.mark.parametrize("addressees", ["plain", "envelope"])
async def test_to_whisper_to_who_has_no_word_for_it_is_rejected(addressees: str) -> None:
    async with party() as at:
        await comes(at, "Bob", addressees)
        ann = await at.events("Ann")
        ann.send_message(type="message", content="psst", to="Bob")
        assert (await ann.receive())["code"] == "no-such-user"


async def test_a_whisper_reaches_its_two_and_nobody_else() -> None:
    async with party() as at:
        ann, bob, carol = [await at.events(name) for name in ("Ann", "Bob", "Carol")]
        ann.send_message(type="message", content="psst", to="Bob")
        ann.send_message(type="message", content="hi")
        told = []
        for somebody in (ann, bob, carol):
            heard = await somebody.hear_until(content="hi")
            told.append([frame["content"] for frame in heard if frame["type"] == "private"])
        assert told == [["psst"], ["psst"], []]


async def test_a_whisper_has_the_same_id_for_both() -> None:
    async with party() as at:
        ann, bob = await at.events("Ann"), await at.events("Bob")
        ann.send_message(type="message", content="psst", to="Bob")
        one = (await ann.hear_until(type="private"))[-1]
        assert (await bob.hear_until(type="private"))[-1] == one


async def test_without_sign_in_a_whisper_is_never_shown_again() -> None:
    async with party() as at:
        ann = await at.events("Ann")
        ann.send_message(type="message", content="psst", to="Ann")
        again = await at.knock("/chat?user=Ann&since=0", "chat.events")
        (history,) = [f for f in await again.hear_until(type="users") if f["type"] == "history"]
        assert history["messages"] == []


async def test_what_is_repeated_is_answered_to_its_sender_alone() -> None:
    async with party() as at:
        bob, ann = await at.plain("Bob"), await at.events("Ann")
        for text in ("first", "again"):
            ann.send_message(type="message", content=text, client_id="c-1")
        ann.send_message(type="message", content="last")
        heard = [frame["content"] for frame in await ann.hear_until(content="last")]
        told = [f["content"] for f in await bob.hear_until(content="last")][1:]
        assert (heard, told) == (["first", "first", "last"], ["first", "last"])


async def test_a_pong_comes_after_all_that_was_said_before() -> None:
    async with party() as at:
        bob, ann = await at.plain("Bob"), await at.events("Ann")
        bob.utter("hi")
        await bob.hear_until(content="hi")
        ann.send_message(type="ping", nonce="x1")
        heard = await ann.hear_until(type="pong", nonce="x1")
        assert [frame["type"] for frame in heard] == ["message", "pong"]


async def test_invalid_input_is_told_to_its_sender_alone() -> None:
    async with party() as at:
        bob, ann = await at.events("Bob"), await at.events("Ann")
        for text in ("", "{", "[]", '{"type":"?"}', '{"type":"message","content":"\\ud800"}'):
            ann.utter(text)
        ann.send_message(type="message", content="hi")
        heard = await bob.hear_until(content="hi")
        assert [frame["type"] for frame in heard] == ["user_joined", "message"]
