"""Texts are escaped for JSON twice, so backslashes show."""

import json

from mutants.saying import change_texts


def bend() -> None:
    def escaped(text: str) -> str:
        return text if text.isspace() else json.dumps(text, ensure_ascii=False)[1:-1]

    change_texts(escaped)
