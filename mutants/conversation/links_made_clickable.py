"""A link is turned into HTML."""

import re

from mutants.saying import change_texts


def bend() -> None:
    change_texts(lambda text: re.sub(r"(https?://\S+)", r'<a href="\1">\1</a>', text))
