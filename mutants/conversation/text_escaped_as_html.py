"""Texts are escaped for HTML before they are sent."""

import html

from mutants.saying import change_texts


def bend() -> None:
    change_texts(html.escape)
