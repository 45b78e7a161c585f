"""Connections of one name are counted as one."""

from server import exposition


def bend() -> None:
    sound = exposition._ChatCollector.collect

    def collect(self: exposition._ChatCollector):  # type: ignore[no-untyped-def]
        people = sum(len(room.names) for room in self._chat.rooms.values())
        for metric in sound(self):
            is_it = metric.name == "chat_connections"
            yield exposition._gauge(metric.name, "", people) if is_it else metric

    exposition._ChatCollector.collect = collect  # type: ignore[method-assign]
