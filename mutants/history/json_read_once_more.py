"""In the history a text that looks like JSON is shown without its spaces."""

import json

from mutants.retelling import retell


def bend() -> None:
    def change(text: str) -> str:
        try:
            return json.dumps(json.loads(text), separators=(",", ":"))
        except ValueError:
            return text

    retell(change)
