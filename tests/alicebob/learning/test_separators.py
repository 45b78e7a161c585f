"""The separator of a frame is found where several people's words share one."""

from alicebob.learning.first_talk import Guest, Happening, Part, Saying, Seen, Talk
from alicebob.learning.talking import with_separator
from alicebob.learning.way import Way

WAY = Way("/ws", 'say.text = "{text}"')
ALICE, BOB = (Guest(name, number, "tea") for number, name in enumerate(("Alice", "Bob"), 1))


def talk(text: str) -> Talk:
    said = (Saying("Alice", 0, "one", " one "), Saying("Alice", 0, "two", "two\ntwo"))
    return Talk((ALICE, BOB), (Part(Happening.WORDS, "Alice"),), (*said, Seen("Bob", 0, text)))


def test_several_messages_in_a_frame() -> None:
    way, found = with_separator(WAY, talk("one\ntwo two"))
    assert way.wire().separator == "\n"
    assert [seen.text for seen in found.seen()] == ["one", "two two"]


def test_one_message_with_a_line_end() -> None:
    made = talk("two\ntwo")
    assert with_separator(WAY, made) == (WAY, made)
