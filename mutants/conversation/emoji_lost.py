"""Characters beyond sixteen bits are lost."""

from mutants.saying import change_texts


def bend() -> None:
    change_texts(lambda text: "".join(c for c in text if c <= "\uffff"))
