"""Two sequences of messages are told by the place at which they part."""

from alicebob.assertions.first_difference import first_difference

TALK = [f"message {number}" for number in range(1, 201)]


def test_short_sequences_are_told_whole() -> None:
    expected = ('"a", then "b"', '"b", then "a"')
    assert first_difference(["a", "b"], ["b", "a"]) == expected


def test_an_empty_sequence_is_no_messages() -> None:
    assert first_difference(["a"], []) == ('"a"', "no messages")


def test_of_long_sequences_the_first_difference_is_told() -> None:
    told = [*TALK[:76], *TALK[77:]]
    expected = '200 messages; as number 77: "message 77"'
    assert first_difference(TALK, told) == (expected, '199 messages; as number 77: "message 78"')


def test_the_end_of_the_shorter_sequence_is_a_difference() -> None:
    assert first_difference(TALK, TALK[:150])[1] == "150 messages; as number 151: none"


def test_of_equal_sequences_the_number_is_told() -> None:
    assert first_difference(TALK, TALK) == ("200 messages", "200 messages")
