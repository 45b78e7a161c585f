"""What is refused is counted, but not why."""

from collections.abc import Mapping

from server.web.prometheus import _ChatCollector


def bend() -> None:
    sound = _ChatCollector._refusals

    def refusals(self: _ChatCollector) -> Mapping[str, int]:
        return {"any": sum(sound(self).values())}

    _ChatCollector._refusals = refusals  # type: ignore[method-assign]
