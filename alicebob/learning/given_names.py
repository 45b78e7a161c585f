"""Names that a server gives to its users, as Guest3, found by who is shown as what."""

import re
from collections.abc import Iterator
from dataclasses import replace

from alicebob.learning.first_talk import Guest, Talk

_TOKEN = re.compile(r"[\w#@.-]*\w")
_SHORTEST = 3  # characters of a name that is not taken for a word of the frame


def with_given_names(talk: Talk) -> Talk:
    """Return the talk with the names that the server gave to its guests, if it gave one to each.

    Such a name is in every message of its owner and in none of others, and its owner is told it on
    arrival.
    """
    messages = {guest.name: list(_messages_of(talk, guest)) for guest in talk.guests}
    if any(guest.name in text for guest in talk.guests for text in messages[guest.name]):
        return talk
    found = {guest.name: _given(talk, guest, messages) for guest in talk.guests}
    if not all(found.values()):
        return talk
    guests = tuple(replace(guest, given=found[guest.name]) for guest in talk.guests)
    return replace(talk, guests=guests, _words={}, _greeted={})


def _messages_of(talk: Talk, guest: Guest) -> Iterator[str]:
    """Yield what the others received when ``guest`` said something, without the words."""
    for seen in talk.seen():
        said = talk.words_in(seen.text)
        if len(said) == 1 and said[0].who == guest.name != seen.who and said[0].is_plain:
            yield seen.text.replace(said[0].word, " ")


def _given(talk: Talk, guest: Guest, messages: dict[str, list[str]]) -> str:
    own = messages[guest.name]
    if not own:
        return ""
    in_all = set.intersection(*(set(_TOKEN.findall(text)) for text in own))
    elsewhere = " ".join(text for name in messages if name != guest.name for text in messages[name])
    on_arrival = " ".join(
        seen.text
        for seen in talk.seen()
        if seen.who == guest.name and talk.is_greeting(seen) and not talk.words_in(seen.text)
    )
    names = [
        token
        for token in in_all
        if len(token) >= _SHORTEST
        and token not in _TOKEN.findall(elsewhere)
        and token in _TOKEN.findall(on_arrival)
        and token != str(guest.number)
    ]
    return max(names, key=len, default="")
