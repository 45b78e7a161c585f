"""Connections of one name are counted as one."""

from server.web import prometheus


def bend() -> None:
    sound = prometheus._ChatCollector.collect

    def collect(self: prometheus._ChatCollector):  # type: ignore[no-untyped-def]
        people = sum(len(room.names) for room in self._chat.rooms.values())
        for metric in sound(self):
            is_it = metric.name == "chat_connections"
            yield prometheus._gauge(metric.name, "", people) if is_it else metric

    prometheus._ChatCollector.collect = collect  # type: ignore[method-assign]
