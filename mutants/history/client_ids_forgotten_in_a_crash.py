"""After a crash nobody knows any more which messages were sent before."""

from server.store.sqlite_schema import HistoryTables


def bend() -> None:
    HistoryTables.repeatable = lambda _self, _after: iter(())  # type: ignore[method-assign, assignment]
