"""The newest message is missing in the history, so it and the live talk leave a gap."""

from dataclasses import replace

from mutants.settling import change_recalled


def bend() -> None:
    change_recalled(lambda _query, past: replace(past, messages=past.messages[:-1]))
