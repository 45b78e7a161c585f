"""Several spaces or tabs in a row become one space, as a page would show them."""

import re

from mutants.saying import change_texts


def bend() -> None:
    change_texts(lambda text: re.sub(r"[ \t]+", " ", text))
