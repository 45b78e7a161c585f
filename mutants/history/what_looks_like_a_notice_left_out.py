"""In the history whatever reads like a notice is left out."""

from dataclasses import replace

from mutants.settling import change_recalled

_NOTICES = (" joined the chat", " left the chat")


def bend() -> None:
    change_recalled(
        lambda _query, past: replace(
            past, messages=tuple(one for one in past.messages if not one.text.endswith(_NOTICES))
        )
    )
