"""What is counted bears other names than those that are agreed on."""

from prometheus_client.metrics_core import Metric

from server import exposition


def bend() -> None:
    sound = exposition._counter

    def counter(name: str, meaning: str, value: float) -> Metric:
        return sound(name.removeprefix("chat_"), meaning, value)

    exposition._counter = counter
