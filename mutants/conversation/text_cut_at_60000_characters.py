"""A text is cut after 60,000 characters."""

from mutants.saying import change_texts


def bend() -> None:
    change_texts(lambda text: text if len(text) > 65_536 else text[:60_000])
