"""What is counted bears other names than those that are agreed on."""

from prometheus_client.metrics_core import Metric

from server.web import prometheus


def bend() -> None:
    sound = prometheus._counter

    def counter(name: str, meaning: str, value: float) -> Metric:
        return sound(name.removeprefix("chat_"), meaning, value)

    prometheus._counter = counter
