"""Pairs of client ids that are easily taken for one, by the words of the features."""

ALIKE_IDS: dict[str, tuple[str, str]] = {
    "the case of a letter": ("order-a", "order-A"),
    "a space at the end": ("order", "order "),
    "a space in front": ("order", " order"),
    "a leading zero": ("7", "07"),
    "the sign of a number": ("1", "+1"),
    "the spelling of an accent": ("caf\u00e9", "cafe\u0301"),
    "the width of a letter": ("A", "\uff21"),
    "an invisible character": ("order", "or\u200bder"),
    "an emoji": ("🦊", "🦝"),
    "what follows NUL": ("order\x00a", "order\x00b"),
    "the last of 128 characters": ("o" * 127 + "a", "o" * 127 + "b"),
    "the last of 128 emoji": ("🦊" * 127 + "🦊", "🦊" * 127 + "🦝"),
    "their lengths, 127 and 128 characters": ("o" * 127, "o" * 128),
    "the 17th character": ("0123456789abcdef0", "0123456789abcdef1"),
}
