"""Characters beyond ASCII become question marks."""

from mutants.saying import change_texts


def bend() -> None:
    def visible(text: str) -> str:
        return text if text.isspace() else text.encode("ascii", "replace").decode()

    change_texts(visible)
