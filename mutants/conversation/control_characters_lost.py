"""Control characters are taken out of texts; tabs and line ends stay."""

import re

from mutants.saying import change_texts


def bend() -> None:
    change_texts(lambda text: re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", text))
