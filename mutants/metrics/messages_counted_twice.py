"""Every message is counted twice."""

from prometheus_client.metrics_core import Metric

from server.web import prometheus


def bend() -> None:
    sound = prometheus._counter

    def counter(name: str, meaning: str, value: float) -> Metric:
        return sound(name, meaning, value * 2 if name == "chat_messages" else value)

    prometheus._counter = counter
