"""Windows line ends become plain ones."""

from mutants.saying import change_texts


def bend() -> None:
    change_texts(lambda text: text.replace("\r\n", "\n"))
