"""Opening the store that the settings name, before the server listens."""

import asyncio

from server.cluster import address
from server.cluster.shared_store import SharedStore
from server.config.settings import Settings
from server.store.base import InvalidHistoryFile, Store
from server.store.factory import create_store

_NOT_INSTALLED = (
    "--store {} needs the package {!r}, which is not installed: "
    "run 'python -m pip install \"alicebob[cluster]\"', or 'make setup' in a clone."
)


class CannotOpenStore(Exception):
    """The store cannot be used; the message says why, and what to do."""


def open_store(settings: Settings) -> Store | SharedStore:
    """Return the store, which was reached. Raises ``CannotOpenStore``."""
    if address.is_address(settings.store):
        _expect_usable(settings.store)
        return SharedStore(
            settings.store,
            settings.store_prefix,
            settings.history_limit,
            settings.history_bytes,
            settings.node_timeout,
        )
    try:
        return create_store(
            settings.history, settings.history_limit, settings.max_rooms, settings.history_bytes
        )
    except InvalidHistoryFile as bad:
        raise CannotOpenStore(str(bad)) from bad


def _expect_usable(store: str) -> None:
    try:
        from server.cluster import opening  # few have its library installed
    except ModuleNotFoundError as missing:
        sentence = _NOT_INSTALLED.format(address.shown(store), missing.name)
        raise CannotOpenStore(sentence) from missing
    try:
        asyncio.run(opening.check(store))
    except opening.Unusable as bad:
        raise CannotOpenStore(str(bad)) from bad
