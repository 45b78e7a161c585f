"""A room is counted though everybody has left it."""

from prometheus_client.metrics_core import Metric

from server.web import prometheus


def bend() -> None:
    sound, most = prometheus._gauge, [0.0]

    def gauge(name: str, meaning: str, value: float) -> Metric:
        if name == "chat_rooms":
            most[0] = value = max(most[0], value)
        return sound(name, meaning, value)

    prometheus._gauge = gauge
