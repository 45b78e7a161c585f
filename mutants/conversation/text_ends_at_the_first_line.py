"""Only the first line of a text is passed on."""

from mutants.saying import change_texts


def bend() -> None:
    change_texts(lambda text: text.partition("\n")[0])
