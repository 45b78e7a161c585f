"""Characters that nobody sees are taken out of texts: joiners, marks, directions, separators."""

import re

from mutants.saying import change_texts


def bend() -> None:
    change_texts(lambda text: re.sub("[\u200b-\u200f\u2028-\u202e\ufeff\uffff]", "", text))
