"""Committing a batch of submissions to the store, all or nothing."""

from functools import partial
from itertools import groupby

from server.chat.commit import attempt, unkept
from server.chat.waiting_line import Decision
from server.core.effects import Effect, M
from server.core.events import PublicMessage
from server.store.base import Store


def commit_batch(store: Store, batch: list[Decision[M]]) -> list[Exception]:
    """Commit a batch: replace the effects by those to deliver, and return the failures.

    If it fails, its messages are lost: their senders receive a rejection, and no other client has
    received the messages.
    """
    failures: list[Exception] = []
    done: list[list[Effect[M]]] = []
    for room, alike in groupby(batch, _room_if_plain):
        if room is None:
            done += [_attempt_each(failures, store, one) for one in alike]
        else:
            done += _append_all(failures, store, room, list(alike))
    try:
        store.commit()
    except Exception as failure:  # any error: no sender may wait forever for this batch
        failures.append(failure)
    for one, effects in zip(batch, done, strict=True):
        if failures:
            replaced = partial(unkept, store, one.room, one.member)
            one.effects = list(map(replaced, one.effects, effects))
        else:
            one.effects = effects
    return failures


def _room_if_plain(decision: Decision[M]) -> str | None:
    return decision.room if decision.is_plain else None


def _attempt_each(failures: list[Exception], store: Store, one: Decision[M]) -> list[Effect[M]]:
    return [attempt(failures, store, one.room, one.member, each) for each in one.effects]


def _append_all(
    failures: list[Exception], store: Store, room: str, plain: list[Decision[M]]
) -> list[list[Effect[M]]]:
    """Append the messages of submissions in one room that have nothing else; return them."""
    messages = [e for one in plain for e in one.effects if isinstance(e, PublicMessage)]
    try:
        store.append_all(room, messages)
    except Exception as failure:  # as in ``attempt``
        failures.append(failure)
    return [one.effects for one in plain]
