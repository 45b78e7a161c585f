"""Rules for user and room names."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.names import InvalidName, composed, room_name, user_name

MOST = 64  # characters
FOX = "\U0001f98a"
FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
INVISIBLE = "\u00ad\u200b\u2060\ufeff\u2800\u3164\u115f\u1160"
ZWNJ, ZWJ = "\u200c", "\u200d"


def is_refused(name: str) -> bool:
    try:
        user_name(name)
    except InvalidName:
        return True
    return False


@pytest.mark.parametrize(
    "name",
    ["Alice", "Mary Ann", "O'Brien", "a", ".", "0", "null", "100%", "<b>", FOX, "\u5c0f\u660e"],
)
def test_a_plain_name_is_kept_as_it_is(name: str) -> None:
    assert user_name(name) == name


def test_a_name_is_trimmed() -> None:
    assert user_name(" \t Alice \u3000\n") == "Alice"


def test_spaces_inside_a_name_are_kept() -> None:
    assert user_name("Mary  Ann") == "Mary  Ann"


def test_a_name_is_composed() -> None:
    assert user_name("Zoe\u0308") == "Zo\u00eb"


def test_letter_case_is_kept() -> None:
    assert user_name("aLiCe") == "aLiCe"


@pytest.mark.parametrize("name", ["", " ", "\t\n", "\u3000\u2003"])
def test_a_blank_name_is_rejected(name: str) -> None:
    assert is_refused(name)


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x7f", "\x85", "\n"])
def test_a_control_character_is_rejected(character: str) -> None:
    assert is_refused(f"Al{character}ice")


@pytest.mark.parametrize("character", list(map(chr, (0xD800, 0xDFFF))))
def test_a_surrogate_is_rejected(character: str) -> None:
    assert is_refused(f"Al{character}ice")


@pytest.mark.parametrize("character", ["\ue000", "\uf8ff", "\U000f0000", "\U0010fffd"])
def test_a_private_character_is_rejected(character: str) -> None:
    assert is_refused(f"Al{character}ice")


@pytest.mark.parametrize("character", ["\u0378", "\uffff", "\ufdd0", "\U000e0fff"])
def test_an_unassigned_character_is_rejected(character: str) -> None:
    assert is_refused(f"Al{character}ice")


@pytest.mark.parametrize("character", ["\u2028", "\u2029"])
def test_a_separator_of_lines_or_paragraphs_is_rejected(character: str) -> None:
    assert is_refused(f"Al{character}ice")


@pytest.mark.parametrize("character", BIDI_CONTROLS)
def test_a_direction_control_is_rejected(character: str) -> None:
    assert is_refused(f"Al{character}ice")


@pytest.mark.parametrize("character", INVISIBLE)
def test_an_invisible_character_is_rejected(character: str) -> None:
    assert is_refused(f"Al{character}ice")


# Default_Ignorable_Code_Point, as in DerivedCoreProperties.txt of Unicode 16.
IGNORABLE = [
    *(0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0),
    *range(0x180B, 0x1810),
    *(0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070)),
    *range(0xFE00, 0xFE10),
    *range(0xFFF0, 0xFFF9),
    *range(0x1BCA0, 0x1BCA4),
    *range(0x1D173, 0x1D17B),
    *range(0xE0000, 0xE1000),
]


def test_all_ignorable_characters_but_joiners_are_rejected() -> None:
    assert [code for code in IGNORABLE if not is_refused(f"Al{chr(code)}ice")] == []


@pytest.mark.parametrize(
    "emoji",
    [
        *("\u2764\ufe0f", "\u2764\ufe0e", "\u00a9\ufe0f", "\U0001f3f3\ufe0f\u200d\U0001f308"),
        *("1\ufe0f\u20e3", "#\ufe0f\u20e3", "\U0001f44d\U0001f3fd", "\U0001f1e9\U0001f1ea"),
        "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",  # Scotland
    ],
)
def test_an_emoji_keeps_its_own_invisible_characters(emoji: str) -> None:
    assert user_name(f"Al {emoji} ice") == f"Al {emoji} ice"


@pytest.mark.parametrize(
    "name",
    [
        *("A\ufe0f", "1\ufe0f", "1\ufe0e\u20e3", "\u2764\ufe0f\ufe0f", "\u2764\ufe01"),
        *("\U0001f3f4\U000e0067", "\U0001f98a\U000e0067\U000e007f", "\U0001f3f4\U000e007f"),
        *("\U0001f44d\U0001f3fd\ufe0f", "\u2764\U000e0100"),
    ],
)
def test_invisible_characters_that_are_no_part_of_an_emoji_are_rejected(name: str) -> None:
    assert is_refused(name)


@pytest.mark.parametrize("mark", ["\u0301", "\u0903", "\u20dd", "\u3099"])
def test_a_combining_mark_in_front_is_rejected(mark: str) -> None:
    assert is_refused(f"{mark}Alice")


@pytest.mark.parametrize("count", [5, 8, 60])
def test_a_pile_of_marks_is_rejected(count: int) -> None:
    assert is_refused("A" + "\u0336" * count)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Nguy\u1ec5n",
            "\u0e19\u0e49\u0e33\u0e1c\u0e36\u0e49\u0e07",
            "\u05d1\u05b8\u05bc\u05e8\u05b8\u05d0",
        ),
        "\u0915\u094d\u0937\u0924\u094d\u0930\u093f\u092f",  # kshatriya
        "\u1019\u103c\u103d\u103e\u1031\u1038",  # Burmese medials
    ],
)
def test_the_marks_that_languages_need_are_kept(name: str) -> None:
    assert user_name(name) == name


@pytest.mark.parametrize("name", ["server\u200d\u2063", "ser\u200dver", "\u017fystem"])
def test_a_reserved_word_is_rejected_whatever_is_hidden_in_it(name: str) -> None:
    assert is_refused(name)


@pytest.mark.parametrize("name", [FAMILY, PERSIAN])
def test_a_joiner_inside_a_name_is_kept(name: str) -> None:
    assert user_name(name) == name


@pytest.mark.parametrize("joiner", [ZWJ, ZWNJ])
@pytest.mark.parametrize("shape", ["{}Alice", "Alice{}", " {}Alice", "Alice{} ", "{}"])
def test_a_joiner_at_the_edge_of_a_name_is_rejected(joiner: str, shape: str) -> None:
    assert is_refused(shape.format(joiner))


def test_nothing_but_marks_to_be_put_on_letters_is_rejected() -> None:
    assert is_refused("\u0301\ufe0f")


@pytest.mark.parametrize("name", ["server", "SERVER", "Server", "system", "SysTem", " server "])
def test_a_reserved_word_is_rejected_in_any_case(name: str) -> None:
    assert is_refused(name)


@pytest.mark.parametrize("name", ["servers", "my server", "systematic", "Anonymous"])
def test_a_name_that_only_contains_a_reserved_word_is_kept(name: str) -> None:
    assert user_name(name) == name


@pytest.mark.parametrize("character", ["n", FOX])
def test_64_characters_are_kept(character: str) -> None:
    assert user_name(character * MOST) == character * MOST


@pytest.mark.parametrize("character", ["n", FOX])
def test_65_characters_are_rejected(character: str) -> None:
    assert is_refused(character * (MOST + 1))


def test_spaces_around_do_not_count() -> None:
    assert user_name(f"  {'n' * MOST}  ") == "n" * MOST


def test_characters_are_counted_after_composing() -> None:
    assert user_name("e\u0301" * MOST) == "\u00e9" * MOST


@pytest.mark.parametrize("name", ["", "Al\nice", "server", "n" * 65, ZWJ])
def test_a_rejection_is_a_sentence(name: str) -> None:
    with pytest.raises(InvalidName, match=r"^[A-Z].*\.$"):
        user_name(name)


@pytest.mark.parametrize("name", ["lobby", "a", "A-Z_0.9", ".", "-", "r" * 64])
def test_a_room_may_be_called(name: str) -> None:
    assert room_name(name) == name


@pytest.mark.parametrize(
    "name", ["", " ", "a b", "a/b", "lobby\n", "r" * 65, "caf\u00e9", "a+b", "\u0661", "a\x00"]
)
def test_a_room_may_not_be_called(name: str) -> None:
    with pytest.raises(InvalidName):
        room_name(name)


@given(st.text(max_size=256))
def test_a_name_is_composed_as_unicode_has_it(raw: str) -> None:
    assert composed(raw) == unicodedata.normalize("NFC", raw.strip())


def test_as_many_characters_as_make_a_name_are_composed() -> None:
    four_in_one = unicodedata.normalize("NFD", "\u1f82")
    assert user_name(four_in_one * 64) == "\u1f82" * 64


def test_what_is_far_too_long_is_not_composed() -> None:
    stacked = "\u0301\u0327" * 200  # of a thousand times as many it would take minutes
    assert composed(stacked) == stacked


@pytest.mark.parametrize("raw", ["a" * 257, "\u0301" * 300])
def test_the_long_are_rejected_as_too_long(raw: str) -> None:
    with pytest.raises(InvalidName, match="at most 64 characters"):
        user_name(raw)
