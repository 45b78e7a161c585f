"""Characters that are not drawn, and those of them that belong to an emoji.

The code points are those with the Unicode property Default_Ignorable_Code_Point, and blank
ones that lack it. Python's ``unicodedata`` does not know that property.
"""

import re

_RANGES = (
    (0x00AD, 0x00AD),  # soft hyphen
    (0x034F, 0x034F),  # combining grapheme joiner
    (0x061C, 0x061C),  # Arabic letter mark
    (0x115F, 0x1160),  # Hangul fillers
    (0x17B4, 0x17B5),  # Khmer inherent vowels
    (0x180B, 0x180F),  # Mongolian variation selectors and vowel separator
    (0x200B, 0x200F),  # zero-width space, joiners, direction marks
    (0x202A, 0x202E),  # direction embeddings and overrides
    (0x2060, 0x206F),  # word joiner, invisible operators, direction isolates
    (0x3164, 0x3164),  # Hangul filler
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFEFF, 0xFEFF),  # byte order mark
    (0xFFA0, 0xFFA0),  # halfwidth Hangul filler
    (0xFFF0, 0xFFF8),  # reserved
    (0x1BCA0, 0x1BCA3),  # shorthand format controls
    (0x1D173, 0x1D17A),  # musical format controls
    (0xE0000, 0xE0FFF),  # tags, variation selectors, reserved
)
_BLANK = "\u2800\U0001d159"  # a Braille pattern without dots, a note without a head
_IGNORED = re.compile("[" + "".join(f"{chr(low)}-{chr(high)}" for low, high in _RANGES) + "]")
INVISIBLE = re.compile(_IGNORED.pattern[:-1] + _BLANK + "]")
JOINERS = "\u200c\u200d"  # inside a name they shape emoji and Persian; at its edge nothing

_STYLE = "[\ufe0e\ufe0f]"  # variation selectors 15 and 16: as text, as a picture
_EMOJI = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf"
    "\u2934\u2935\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001f3fa\U0001f400-\U0001faff]"
)
_EMOJI_SEQUENCES = re.compile(
    f"{_EMOJI}{_STYLE}"
    "|[0-9#*]\ufe0f\u20e3"  # a keycap
    "|\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f"  # a region's flag
)


def has_misplaced(text: str) -> bool:
    """Return True if ``text`` has invisible characters besides joiners and those of emoji."""
    rest = _EMOJI_SEQUENCES.sub("", text)
    return INVISIBLE.search(rest.translate(_WITHOUT_JOINERS)) is not None


def without_ignorable(text: str) -> str:
    """Return ``text`` without the characters that Unicode lets programs ignore."""
    return _IGNORED.sub("", text)


_WITHOUT_JOINERS = dict.fromkeys(map(ord, JOINERS))
